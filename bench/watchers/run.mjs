import { setTimeout as pause } from 'node:timers/promises';
import { addressOf } from '../../tools/launch/services.mjs';
import { granted } from '../api.mjs';
import { connectAs } from './nats.mjs';
import { administratorToken, admitAll, peopleOf } from './people.mjs';
import { supervised } from './picture.mjs';
import { Thread } from './thread.mjs';
import { ToldStore } from './told-store.mjs';
import { makeTrouble, planTrouble } from './trouble.mjs';

/** @import { ReplyOf, supervisionQueries } from '@encaisse/contracts' */
/** @import { Spread } from './latency.mjs' */
/** @import { WatcherReport } from './watchers-thread.mjs' */

/**
 * @typedef {{ registers: number, changes: number, watchers: number, seconds: number, kills: number, drop: boolean }} Wanted
 * `changes`: a second, of all registers together
 * @typedef {<T>(title: string, work: () => Promise<T>) => Promise<T>} Step
 */

const REGISTERS_PER_STORE = 10;
/** One change in so many is of a store and no register's. */
const STORE_EVENT_EVERY = 50;
const TICK_MS = 5;
const POLL_MS = 250;
const SETTLE_LIMIT_MS = 300_000;
/** The watcher whose line breaks: one who may see all stores. */
const BROKEN = 0;
const BREAK_MS = 30_000;
const BREAK_AT = 0.15;

/**
 * Many registers tell what happens, and many watch, while supervision-service is killed and loses its database; says what of it
 * does not hold.
 * @param {import('../../tools/launch/stack.mjs').Stack} stack
 * @param {Wanted} wanted
 * @param {Step} step
 */
export async function watchChain(stack, wanted, step) {
  const { scene } = stack;
  const gateway = addressOf(scene, 'gateway');
  const nats = { url: scene.natsUrl, keys: scene.natsKeys };
  const stores = storesOf(wanted.registers);
  const chain = new ToldChain(stores);
  const bus = await connectAs(nats, 'register-service');
  const ending = new AbortController();
  // Each comes out of the import, opens, and lets a seller in.
  for (let round = 0; round < 4; round += 1) for (const register of chain.registers) register.next();
  const relays = stores.map((store) => store.relay(bus, ending.signal));
  const prologue = await step(`${wanted.registers} registers of ${stores.length} stores open`, async () => {
    const startedAt = performance.now();
    await until(() => chain.pending === 0, 'the openings are told');
    return { events: chain.events, seconds: secondsSince(startedAt) };
  });

  const storeIds = stores.map(({ storeId }) => storeId);
  const people = peopleOf(wanted.watchers, storeIds);
  const administrator = await administratorToken(gateway, scene.secret('admin-password'));
  const watching = await Thread.start(new URL('./watchers-thread.mjs', import.meta.url), {
    ...{ gateway, nats, people },
  });
  const admit = () =>
    admitAll(gateway, administrator, people, (index, token) => watching.ask('admit', { index, token }));
  await step(`${wanted.watchers} watchers log in`, async () => {
    await admit();
    await until(async () => (await watching.ask('whoSees')) === people.length, 'all watchers see the chain');
  });
  const probe = await Thread.start(new URL('./probe-thread.mjs', import.meta.url), {
    ...{ nats, perSecond: wanted.changes },
  });

  const breakMs = Math.min(BREAK_MS, wanted.seconds * 200);
  const startedAt = performance.now();
  const { trouble, late } = await step(
    `${wanted.changes} changes a second, for ${wanted.seconds} s`,
    async () => {
      const breaking = pause(BREAK_AT * wanted.seconds * 1_000).then(() =>
        watching.ask('break', { index: BROKEN, ms: breakMs }),
      );
      const [trouble, late] = await Promise.all([
        makeTrouble(stack, planTrouble(wanted), admit),
        chain.happen(wanted),
        breaking,
      ]);
      return { trouble, late };
    },
  );
  const runSeconds = secondsSince(startedAt);
  /** @type {Spread} */
  const natsAlone = await probe.ask('report');
  await probe.end();

  const behind = chain.pending;
  const settledAt = performance.now();
  /** @type {string[]} */
  const wrong = [];
  await step('Everything told, and seen by everybody', async () => {
    await until(() => chain.pending === 0, 'all is told').catch((error) => wrong.push(String(error)));
    // Watchers are shown the last of it a moment later.
    await until(async () => (await differing()).length === 0, 'all watchers see it').catch(async () => {
      wrong.push(...(await differing()).slice(0, 20));
    });
  });
  const settleSeconds = secondsSince(settledAt);
  const check = await step('The read model made again from the events', () =>
    checkReadModel(gateway, administrator),
  );
  const overview = await readOverview(gateway, administrator);
  wrong.push(...chain.differences(overview));
  if (check.differing.length > 0) wrong.push(`the read model differs in ${check.differing.join(', ')}`);
  if (check.events !== chain.events) wrong.push(`${chain.events} events told, ${check.events} held`);
  /** @type {{ watchers: WatcherReport[], commitToWatcher: Spread }} */
  const seen = await watching.ask('report');
  wrong.push(...watchersWrong(seen.watchers, wanted));
  await watching.end();
  ending.abort();
  await Promise.all(relays);
  await bus.drain();
  return {
    ok: wrong.length === 0,
    ...{ wanted, stores: stores.length },
    ...{ events: chain.events, happened: chain.happened, runSeconds, late, behind, settleSeconds, prologue },
    ...{ commitToWatcher: seen.commitToWatcher, natsAlone, trouble, watchers: seen.watchers },
    readModel: { events: check.events, equalsEvents: check.differing.length === 0 },
    wrong: wrong.slice(0, 40),
  };

  /** @returns {Promise<string[]>} */
  async function differing() {
    const overview = (await readOverview(gateway, administrator)).map(supervised);
    return watching.ask('compare', { overview });
  }
}

/** @param {number} registers */
const storesOf = (registers) =>
  Array.from({ length: Math.ceil(registers / REGISTERS_PER_STORE) }, (_, index) => {
    const left = registers - index * REGISTERS_PER_STORE;
    return new ToldStore(`W${String(index + 1).padStart(3, '0')}`, Math.min(REGISTERS_PER_STORE, left));
  });

/** All stores together, and the book of what each register must look like. */
class ToldChain {
  /** @param {readonly ToldStore[]} stores */
  constructor(stores) {
    this.stores = stores;
    this.registers = stores.flatMap(({ registers }) => registers);
    this.happened = 0;
  }

  get events() {
    return this.stores.flatMap(({ streams }) => streams).reduce((sum, { length }) => sum + length, 0);
  }

  /** Streams of which head office holds less than there is. */
  get pending() {
    return this.stores.flatMap(({ streams }) => streams).filter(({ isPending }) => isPending).length;
  }

  /**
   * Something happens at one register after the other, store by store, at an even pace.
   * @param {Wanted} wanted
   * @returns {Promise<number>} how many milliseconds this was late at worst
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
   * What of the overview is not as this book has it.
   * @param {readonly import('@encaisse/contracts').RegisterOverview[]} overview
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
    if (overview.length !== this.registers.length)
      wrong.push(`${this.registers.length} registers, ${overview.length} in the overview`);
    return wrong;
  }
}

/** @param {readonly WatcherReport[]} watchers @param {Wanted} wanted */
function watchersWrong(watchers, { drop }) {
  return watchers.flatMap(({ name, wrongs, wrong, resets, catchUp }, index) => {
    const sentences = wrong.map((sentence) => `${name}: ${sentence}`);
    if (wrongs > wrong.length) sentences.push(`${name}: ${wrongs - wrong.length} more of the like`);
    // Only another database is begun anew with.
    if (drop ? resets === 0 : resets > 0) sentences.push(`${name}: ${resets} resets`);
    if (index === BROKEN && (catchUp === undefined || catchUp.resets > 0 || catchUp.missed === 0))
      sentences.push(`${name}: caught up with nothing after her break, or began anew`);
    return sentences;
  });
}

/** @param {string} gateway @param {string} bearer */
async function readOverview(gateway, bearer) {
  /** @type {ReplyOf<typeof supervisionQueries.overview>['registers']} */
  const registers = [];
  for (let cursor = ''; ; ) {
    const query = cursor === '' ? 'limit=1000' : `limit=1000&cursor=${encodeURIComponent(cursor)}`;
    /** @type {ReplyOf<typeof supervisionQueries.overview>} */
    const page = await granted('GET', `${gateway}/api/v1/head-office/overview?${query}`, { bearer });
    registers.push(...page.registers);
    if (page.nextCursor === null) return registers;
    cursor = page.nextCursor;
  }
}

/** @param {string} gateway @param {string} bearer @returns {Promise<ReplyOf<typeof supervisionQueries.checkReadModel>>} */
const checkReadModel = (gateway, bearer) =>
  granted('GET', `${gateway}/api/v1/head-office/read-model/check`, { bearer, timeoutMs: 600_000 });

/** @param {() => boolean | Promise<boolean>} holds @param {string} what */
async function until(holds, what) {
  const deadline = performance.now() + SETTLE_LIMIT_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not after ${SETTLE_LIMIT_MS / 1_000} s: ${what}`);
    await pause(POLL_MS);
  }
}

/** @param {number} startedAt */
const secondsSince = (startedAt) => Number(((performance.now() - startedAt) / 1_000).toFixed(1));
