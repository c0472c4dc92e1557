/** A row as the driver gives it: the mappers alone know what each column holds. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** BIGINT may arrive as text; every number here is a safe integer or the row is corrupt. */
export function integerOf(value: unknown): number {
  const number = Number(value);
  if (value === null || !Number.isSafeInteger(number)) throw new RangeError(`not a safe integer: ${value}`);
  return number;
}

export function dateOf(value: unknown): Date {
  if (value instanceof Date) return value;
  throw new TypeError(`not a date: ${value}`);
}

/** A JSON column: text on MariaDB, already parsed on MySQL. */
export const jsonOf = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

export const nullable = <T>(value: unknown, of: (value: unknown) => T): T | null =>
  value === null ? null : of(value);
