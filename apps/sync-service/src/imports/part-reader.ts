import { createHash } from 'node:crypto';
import type { DatasetPart, RejectReason } from '@encaisse/contracts';
import { KeySet } from './key-set.js';
import { LineSplitter } from './line-splitter.js';
import { readRow, type SqlValue } from './part-row.js';
import { PART_TABLES } from './part-tables.js';

/** A row of a part, its values in the order of the part's columns. */
export interface PartLine {
  /** From 1. */
  readonly line: number;
  readonly values: readonly SqlValue[];
}

export interface BadRow {
  readonly line: number;
  readonly reason: RejectReason;
  readonly detail: string | null;
  readonly content: string;
}

/** What was received is not what was announced: worth fetching again, a few times. */
export class PartCorrupt extends Error {
  override readonly name = 'PartCorrupt';
  constructor(readonly facts: Readonly<Record<string, unknown>>) {
    super(`part is not as announced: ${JSON.stringify(facts)}`);
  }
}

/** More bad rows than a part may hold: the whole dataset is refused. */
export class TooManyRejects extends Error {
  override readonly name = 'TooManyRejects';
  constructor(readonly facts: Readonly<{ part: string; rejectedRows: number; allowed: number }>) {
    super(`too many bad rows: ${JSON.stringify(facts)}`);
  }
}

/** Told after each piece that was read. */
export type OnRead = (read: { rows: number; bad: readonly BadRow[] }) => Promise<void>;

const CONTENT_LENGTH_MAX = 500;

/**
 * Reads one part as it comes in: cuts it into lines, judges each row, sets bad ones aside, and compares size, count and
 * sha256 with what was announced. Holds one piece of the stream and 8 bytes per row, whatever the size of the part.
 */
export class PartReader {
  readonly #part: DatasetPart;
  readonly #rejectsAllowed: number;
  readonly #onRead: OnRead;
  readonly #keys: KeySet;
  readonly #lines = new LineSplitter();
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #rows = 0;
  #rejected = 0;

  constructor(part: DatasetPart, rejectsAllowed: number, onRead: OnRead) {
    this.#part = part;
    this.#rejectsAllowed = rejectsAllowed;
    this.#onRead = onRead;
    this.#keys = new KeySet(part.rows);
  }

  get accepted(): number {
    return this.#rows - this.#rejected;
  }

  get rejected(): number {
    return this.#rejected;
  }

  /** The good rows, piece by piece. @throws PartCorrupt or TooManyRejects, and then nothing of the part may be kept. */
  async *read(body: AsyncIterable<Uint8Array>): AsyncGenerator<PartLine[]> {
    for await (const bytes of body) {
      this.#hash.update(bytes);
      this.#bytes += bytes.length;
      if (this.#bytes > this.#part.bytes) throw this.#corrupt('bytes', this.#part.bytes, this.#bytes);
      yield await this.#judge(this.#cut(bytes));
    }
    yield await this.#judge(this.#lines.end());
    this.#compare();
  }

  #cut(bytes: Uint8Array): string[] {
    try {
      return this.#lines.push(bytes);
    } catch (error) {
      if (error instanceof RangeError) throw this.#corrupt('line', 'ends', error.message);
      throw error;
    }
  }

  async #judge(lines: readonly string[]): Promise<PartLine[]> {
    const good: PartLine[] = [];
    const bad: BadRow[] = [];
    for (const text of lines) {
      this.#rows += 1;
      if (this.#rows > this.#part.rows) throw this.#corrupt('rows', this.#part.rows, this.#rows);
      const verdict = readRow(this.#part.name, text);
      const line = this.#rows;
      if (!verdict.ok) bad.push(badRow(line, verdict.reason, verdict.detail, text));
      else if (this.#cameBefore(verdict.values)) bad.push(badRow(line, 'DUPLICATE', null, text));
      else good.push({ line, values: verdict.values });
    }
    this.#rejected += bad.length;
    if (lines.length > 0) await this.#onRead({ rows: lines.length, bad });
    if (this.#rejected > this.#rejectsAllowed) {
      throw new TooManyRejects({
        part: this.#part.name,
        rejectedRows: this.#rejected,
        allowed: this.#rejectsAllowed,
      });
    }
    return good;
  }

  #cameBefore(values: readonly SqlValue[]): boolean {
    const { key } = PART_TABLES[this.#part.name];
    return !this.#keys.add(key === null ? 'the only row' : String(values[key]));
  }

  #compare(): void {
    if (this.#bytes !== this.#part.bytes) throw this.#corrupt('bytes', this.#part.bytes, this.#bytes);
    if (this.#rows !== this.#part.rows) throw this.#corrupt('rows', this.#part.rows, this.#rows);
    const sha256 = this.#hash.digest('hex');
    if (sha256 !== this.#part.sha256) throw this.#corrupt('sha256', this.#part.sha256, sha256);
  }

  #corrupt(what: string, announced: unknown, received: unknown): PartCorrupt {
    return new PartCorrupt({ part: this.#part.name, what, announced, received });
  }
}

const badRow = (line: number, reason: RejectReason, detail: string | null, content: string): BadRow => ({
  line,
  reason,
  detail,
  content: content.slice(0, CONTENT_LENGTH_MAX),
});
