import { setTimeout as pause } from 'node:timers/promises';
import { ToldStore } from './told-store.mjs';

/** @import { RegisterOverview } from '@encaisse/contracts' */
/** @import { Bus } from '@encaisse/messaging' */

const REGISTERS_PER_STORE = 10;
/** What happens at a register until it sells: an import, an opening, a seller. */
const EVENTS_TO_SELL = 4;
/** One change in so many is of a store and no register's. */
const STORE_EVENT_EVERY = 50;
const TICK_MS = 5;

/** All simulated stores together, and the book of what each register must look like. */
export class ToldChain {
  /** What has happened since all registers are open. */
  happened = 0;

  /** @param {number} registers how many */
  constructor(registers) {
    this.stores = Array.from({ length: Math.ceil(registers / REGISTERS_PER_STORE) }, (_, index) => {
      const left = registers - index * REGISTERS_PER_STORE;
      const code = `W${String(index + 1).padStart(3, '0')}`;
      return new ToldStore(code, Math.min(REGISTERS_PER_STORE, left));
    });
    this.registers = this.stores.flatMap((store) => store.registers);
    for (const register of this.registers)
      for (let event = 0; event < EVENTS_TO_SELL; event += 1) register.next();
  }

  get storeIds() {
    return this.stores.map(({ storeId }) => storeId);
  }

  get events() {
    return this.stores.flatMap(({ streams }) => streams).reduce((sum, { length }) => sum + length, 0);
  }

  /** Streams of which head office holds less than there is. */
  get pending() {
    return this.stores.flatMap(({ streams }) => streams).filter(({ isPending }) => isPending).length;
  }

  /** Every store tells what it has, by its own relay, until the end. @param {Bus} bus @param {AbortSignal} signal */
  async relay(bus, signal) {
    await Promise.all(this.stores.map((store) => store.relay(bus, signal)));
  }

  /**
   * Something happens at one register after the other, store by store, at an even pace.
   * @param {{ changes: number, seconds: number }} pace `changes`: a second
   * @returns {Promise<number>} by how many milliseconds it fell behind at worst
   */
  async happen({ changes, seconds }) {
    const startedAt = performance.now();
    let lateMs = 0;
    for (const total = changes * seconds; this.happened < total; ) {
      await pause(TICK_MS);
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) * changes) / 1_000));
      lateMs = Math.max(lateMs, ((due - this.happened) * 1_000) / changes);
      while (this.happened < due) this.#next();
    }
    return Math.round(lateMs);
  }

  #next() {
    const at = this.happened;
    const store = this.stores[at % this.stores.length];
    if (at % STORE_EVENT_EVERY === STORE_EVENT_EVERY - 1) store?.somethingHappens();
    else store?.registers[Math.floor(at / this.stores.length) % store.registers.length]?.next();
    this.happened += 1;
  }

  /**
   * What of the overview is not as the book has it.
   * @param {readonly RegisterOverview[]} overview
   * @returns {string[]}
   */
  differences(overview) {
    const shown = new Map(overview.map((register) => [register.registerId, register]));
    const wrong = this.registers.flatMap(({ page, registerId }) => {
      const register = shown.get(registerId);
      if (register === undefined) return [`register ${registerId} is not in the overview`];
      if (register.faultCount > 0) return [`register ${registerId} has ${register.faultCount} faults`];
      const fields = /** @type {(keyof typeof page)[]} */ (Object.keys(page));
      return fields
        .filter((field) => register[field] !== page[field])
        .map((field) => `register ${registerId}: ${field} is ${register[field]}, told ${page[field]}`);
    });
    if (overview.length === this.registers.length) return wrong;
    return [...wrong, `${this.registers.length} registers, ${overview.length} in the overview`];
  }
}
