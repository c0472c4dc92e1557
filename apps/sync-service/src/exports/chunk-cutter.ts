import { CHUNK_BYTES_LIMIT, CHUNK_RECORDS_LIMIT } from '@encaisse/contracts';

/** Where a chunk stands in a session's lines. */
export interface Chunk {
  readonly index: number;
  /** Offsets in bytes; `end` is the first that no longer belongs to it. */
  readonly start: number;
  readonly end: number;
  readonly records: number;
}

/** Half of what head office takes, so that no line of ours can push a chunk over it. */
const CHUNK_BYTES_MAX = CHUNK_BYTES_LIMIT / 2;

/** Cuts a session into chunks by one rule, so that the same session always has the same chunks. */
export class ChunkCutter {
  readonly #chunks: Chunk[] = [];
  #start = 0;
  #end = 0;
  #records = 0;

  /** Takes the next line into account. */
  add(lineBytes: number): void {
    const full =
      this.#records === CHUNK_RECORDS_LIMIT || this.#end - this.#start + lineBytes > CHUNK_BYTES_MAX;
    if (full) this.#cut();
    this.#end += lineBytes;
    this.#records += 1;
  }

  finish(): readonly Chunk[] {
    this.#cut();
    return this.#chunks;
  }

  #cut(): void {
    if (this.#records === 0) return;
    this.#chunks.push({
      index: this.#chunks.length,
      start: this.#start,
      end: this.#end,
      records: this.#records,
    });
    this.#start = this.#end;
    this.#records = 0;
  }
}
