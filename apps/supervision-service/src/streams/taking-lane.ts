import type { StreamPiece } from '@encaisse/contracts';
import type { Head } from './stream-check.js';

export type Heads = ReadonlyMap<string, Head>;

/** Bounds a transaction: whoever waits for the lock of the positions does not wait long. */
const EVENTS_MAX = 400;
const REQUESTS_MAX = 64;

interface Waiting {
  readonly pieces: readonly StreamPiece[];
  readonly resolve: (heads: Heads) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Everything is taken under one lock: what comes while a commit is under way waits for it here, and not at the database, where
 * it would keep the connections from whoever asks something. All that waits shares the next commit.
 */
export class TakingLane {
  readonly #waiting: Waiting[] = [];
  #isTaking = false;

  constructor(private readonly take: (pieces: readonly StreamPiece[]) => Promise<Heads>) {}

  /** Taken in the order of the calls. Answers the heads after the commit. */
  add(pieces: readonly StreamPiece[]): Promise<Heads> {
    const { promise, resolve, reject } = Promise.withResolvers<Heads>();
    this.#waiting.push({ pieces, resolve, reject });
    if (!this.#isTaking) void this.#takeAll();
    return promise;
  }

  async #takeAll(): Promise<void> {
    this.#isTaking = true;
    while (this.#waiting.length > 0) await this.#takeTogether(this.#next());
    this.#isTaking = false;
  }

  #next(): readonly Waiting[] {
    let events = 0;
    const over = this.#waiting.findIndex(({ pieces }, index) => {
      const isOver = index === REQUESTS_MAX || events >= EVENTS_MAX;
      for (const piece of pieces) events += piece.events.length;
      return isOver;
    });
    return this.#waiting.splice(0, over === -1 ? this.#waiting.length : over);
  }

  /** Of several that fail together each is tried alone, so that a bad one fails alone. */
  async #takeTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      const heads = await this.take(batch.flatMap(({ pieces }) => pieces));
      for (const { resolve } of batch) resolve(heads);
    } catch (error) {
      if (batch.length > 1) for (const one of batch) await this.#takeTogether([one]);
      else batch[0]?.reject(error);
    }
  }
}
