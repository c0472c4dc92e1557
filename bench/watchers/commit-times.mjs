import { Latency } from './latency.mjs';

/** @import { KeptChange } from '@encaisse/contracts' */

/** As many as are on their way at once, and many more. */
const REMEMBERED_MAX = 100_000;

/**
 * When each change was committed, as supervision-service tells it, and how long each took from there to each watcher. A change
 * whose message was lost, because the service was killed before it was sent, is not measured.
 */
export class CommitTimes {
  #latency = new Latency();
  /** @type {Map<number, number>} */
  #committedAt = new Map();
  /** What came to a watcher before its commit was told to us. @type {Map<number, { at: number, liveSince: number }[]>} */
  #early = new Map();
  #last = 0;

  /** The last change that was told. */
  get last() {
    return this.#last;
  }

  get spread() {
    return this.#latency.spread;
  }

  /** @param {readonly (KeptChange & { committedAt: number })[]} changes */
  told(changes) {
    for (const { position, committedAt } of changes) {
      this.#committedAt.set(position, committedAt);
      this.#last = Math.max(this.#last, position);
      for (const { at, liveSince } of this.#early.get(position) ?? []) this.#add(committedAt, at, liveSince);
      this.#early.delete(position);
    }
    for (const position of this.#committedAt.keys()) {
      if (this.#committedAt.size <= REMEMBERED_MAX) break;
      this.#committedAt.delete(position);
    }
  }

  /**
   * @param {number} position
   * @param {number} at
   * @param {number} liveSince what was committed before it was caught up with, and says nothing of the way
   */
  arrived(position, at, liveSince) {
    const committedAt = this.#committedAt.get(position);
    if (committedAt !== undefined) this.#add(committedAt, at, liveSince);
    else this.#early.set(position, [...(this.#early.get(position) ?? []), { at, liveSince }]);
  }

  /** @param {number} committedAt @param {number} at @param {number} liveSince */
  #add(committedAt, at, liveSince) {
    if (committedAt >= liveSince) this.#latency.add(at - committedAt);
  }
}
