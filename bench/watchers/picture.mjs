import { isDeepStrictEqual } from 'node:util';

/** @import { Change, RegisterOverview, SupervisedRegister } from '@encaisse/contracts' */

/** @typedef {{ readonly stores: readonly string[] | null }} Sight the stores that somebody may see; null: all of them */

const SHOWN_MAX = 20;

/**
 * What a watcher knows: the registers as she was shown them, and how far each stream has come. Whatever she is sent is
 * checked against what she must be sent; what is wrong is noted.
 */
export class Picture {
  /** @type {Map<string, SupervisedRegister>} */
  #registers = new Map();
  /** The last event seen of each store's own stream. @type {Map<string, number>} */
  #storeSeqs = new Map();
  #stores;
  /** The last position seen; undefined before the first snapshot is whole. @type {number | undefined} */
  position;
  /** The highest ever seen: no break and no reset goes behind it. */
  #highest = 0;
  changes = 0;
  wrongs = 0;
  /** The first of them. @type {string[]} */
  wrong = [];

  /** @param {Sight} sight */
  constructor({ stores }) {
    this.#stores = stores === null ? null : new Set(stores);
  }

  forget() {
    this.#registers.clear();
    this.#storeSeqs.clear();
    this.position = undefined;
  }

  /** @param {readonly RegisterOverview[]} registers a page of a snapshot */
  show(registers) {
    for (const register of registers) {
      this.#mustSee(register.storeId, 'a register');
      this.#registers.set(register.registerId, supervised(register));
    }
  }

  /** @param {number} position of the snapshot's first page */
  begin(position) {
    if (position < this.#highest) this.#note(`a snapshot of ${position} behind ${this.#highest}`);
    this.#reach(position);
  }

  /** @param {number} position how far the watcher is, she is told */
  tell(position) {
    if (this.position === undefined || position < this.position)
      this.#note(`told position ${position} at ${this.position}`);
    else this.#reach(position);
  }

  /** @param {Change} change */
  take(change) {
    const { position, previous, storeId } = change;
    this.changes += 1;
    this.#mustSee(storeId, `change ${position}`);
    const at = this.position;
    if (at === undefined) this.#note(`change ${position} before a snapshot`);
    else if (position <= at) this.#note(`change ${position} behind ${at}: twice, or out of order`);
    // Whoever may see all stores misses no position; of the others, what others see lies between.
    else if (this.#stores === null ? previous !== at : previous < at)
      this.#note(`change ${position} goes on from ${previous}, after ${at}`);
    this.#reach(position);
    if (change.type === 'register') this.#takeRegister(change);
    if (change.type === 'store') this.#takeStore(change);
  }

  /** @param {Extract<Change, { type: 'register' }>} change */
  #takeRegister({ position, cause, register }) {
    const known = this.#registers.get(register.registerId);
    // In the snapshot already, of which some pages are newer than the first.
    if (known !== undefined && position <= known.position) return;
    const seq = known?.seq ?? 0;
    if (cause.seq !== seq + 1 || register.seq !== cause.seq)
      this.#note(`event ${cause.seq} of register ${register.registerId} after event ${seq}`);
    this.#registers.set(register.registerId, register);
  }

  /** @param {Extract<Change, { type: 'store' }>} change */
  #takeStore({ storeId, cause }) {
    const seq = this.#storeSeqs.get(storeId);
    if (seq !== undefined && cause.seq !== seq + 1)
      this.#note(`event ${cause.seq} of store ${storeId} after event ${seq}`);
    this.#storeSeqs.set(storeId, cause.seq);
  }

  /**
   * What differs between this and the overview that everybody's stores are in.
   * @param {readonly SupervisedRegister[]} overview
   * @returns {string[]}
   */
  differences(overview) {
    const seen = overview.filter(({ storeId }) => this.#stores?.has(storeId) ?? true);
    const differing = seen.flatMap((register) => {
      const known = this.#registers.get(register.registerId);
      if (isDeepStrictEqual(known, register)) return [];
      const shown = known === undefined ? 'not known' : `${known.state} after event ${known.seq}`;
      return [
        `register ${register.registerId} is ${register.state} after event ${register.seq}, here ${shown}`,
      ];
    });
    const others = this.#registers.size - seen.length;
    return others > 0 ? [...differing, `${others} registers too many`] : differing;
  }

  /** @param {number} position */
  #reach(position) {
    this.position = position;
    this.#highest = Math.max(this.#highest, position);
  }

  /** @param {string} storeId @param {string} what */
  #mustSee(storeId, what) {
    if (this.#stores !== null && !this.#stores.has(storeId))
      this.#note(`${what} of another's store ${storeId}`);
  }

  /** @param {string} sentence */
  #note(sentence) {
    this.wrongs += 1;
    if (this.wrong.length < SHOWN_MAX) this.wrong.push(sentence);
  }
}

/**
 * What a register's events leave of it; names and tills, which an overview shows besides, come on other ways.
 * @param {RegisterOverview} register
 * @returns {SupervisedRegister}
 */
export function supervised(register) {
  const { storeId, registerId, state, since, tillId, sellerCode, sessionId, openedAt, businessDate } =
    register;
  const { dayTicketCount, dayTtcCents, lastClosedAt, lastDifferenceCents, datasetVersion } = register;
  const { pendingSessionCount, oldestPendingAt, retired, seq, position } = register;
  return {
    ...{ storeId, registerId, state, since, tillId, sellerCode, sessionId, openedAt, businessDate },
    ...{ dayTicketCount, dayTtcCents, lastClosedAt, lastDifferenceCents, datasetVersion },
    ...{ pendingSessionCount, oldestPendingAt, retired, seq, position },
  };
}
