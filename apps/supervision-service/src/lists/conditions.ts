/** What a list is asked for, as the end of a statement: only conditions that were asked for, so that each can use its key. */
export class Conditions {
  readonly #texts: string[] = [];
  readonly #values: unknown[] = [];

  /** Whose stores: null are all of them, none is nothing at all. */
  constructor(storeColumn: string, stores: readonly string[] | null) {
    if (stores === null) return;
    if (stores.length === 0) this.#texts.push('1 = 0');
    else this.add(`${storeColumn} IN (?)`, stores);
  }

  /** Nothing when one of the values is not asked for. */
  add(text: string, ...values: readonly unknown[]): this {
    if (values.includes(undefined)) return this;
    this.#texts.push(text);
    this.#values.push(...values);
    return this;
  }

  addAll(text: string, values: readonly unknown[]): this {
    this.#texts.push(text);
    this.#values.push(...values);
    return this;
  }

  when(asked: boolean, text: string): this {
    if (asked) this.#texts.push(text);
    return this;
  }

  /** Rows older than the cursor's, newest first. */
  before(timeColumn: string, idColumn: string, cursor: string | undefined): this {
    if (cursor === undefined) return this;
    const [instant = '', id] = cursor.split('/');
    const at = new Date(instant);
    return this.add(`${timeColumn} <= ?`, at).add(
      `(${timeColumn} < ? OR (${timeColumn} = ? AND ${idColumn} < ?))`,
      ...[at, at, id],
    );
  }

  get where(): string {
    return this.#texts.length === 0 ? '' : `WHERE ${this.#texts.join(' AND ')}`;
  }

  get values(): unknown[] {
    return this.#values;
  }
}

/** Where the next page begins, when this one was full. */
export function cursorAfter<T>(
  items: readonly T[],
  limit: number,
  placeOf: (item: T) => readonly [instant: string, id: string],
): string | null {
  const last = items.length === limit ? items.at(-1) : undefined;
  return last === undefined ? null : placeOf(last).join('/');
}

const DAY_MS = 86_400_000;

/** The beginning in UTC of the day `days` after a business date. Those of all time zones begin within a day of it. */
export const dayAfter = (date: string | undefined, days: number): Date | undefined =>
  date === undefined ? undefined : new Date(Date.parse(date) + days * DAY_MS);
