import { setTimeout as pause } from 'node:timers/promises';
import { addressOf } from '../../tools/launch/services.mjs';
import { HeadOffice } from './head-office.mjs';
import { connectAs } from './nats.mjs';
import { peopleOf } from './people.mjs';
import { supervised } from './picture.mjs';
import { Thread } from './thread.mjs';
import { ToldChain } from './told-chain.mjs';
import { makeTrouble, planTrouble } from './trouble.mjs';

/** @import { Spread } from './latency.mjs' */
/** @import { WatcherReport } from './watchers-thread.mjs' */

/**
 * @typedef {{ registers: number, changes: number, watchers: number, seconds: number, kills: number, drop: boolean }} Wanted
 * `changes`: a second, of all registers together
 * @typedef {<T>(title: string, work: () => Promise<T>) => Promise<T>} Step
 * @typedef {{ watching: Thread, probe: Thread, chain: ToldChain, headOffice: HeadOffice, admit: () => Promise<void> }} Scenery
 */

const POLL_MS = 250;
const SETTLE_LIMIT_MS = 300_000;
/** The watcher whose line breaks: one who may see all stores. */
const BROKEN = 0;
const BREAK_MS = 30_000;
/** Where of the run it breaks; in a short one it is back after a fifth of it. */
const BREAK_AT = 0.15;
const BREAK_MAX = 0.2;
const WRONG_MAX = 40;

/**
 * Many registers tell what happens, and many watch, while supervision-service is killed and loses its database; says what of it
 * does not hold.
 * @param {import('../../tools/launch/stack.mjs').Stack} stack
 * @param {Wanted} wanted
 * @param {Step} step
 */
export async function watchChain(stack, wanted, step) {
  const { scene } = stack;
  const nats = { url: scene.natsUrl, keys: scene.natsKeys };
  const bus = await connectAs(nats, 'register-service');
  const ending = new AbortController();
  /** @type {Thread[]} */
  const threads = [];
  const chain = new ToldChain(wanted.registers);
  const relaying = chain.relay(bus, ending.signal);
  try {
    const opened = await step(`${wanted.registers} registers of ${chain.stores.length} stores open`, () =>
      timed(() => until(() => chain.pending === 0, 'the openings are told')),
    );
    const prologue = { events: chain.events, seconds: opened.seconds };
    const gateway = addressOf(scene, 'gateway');
    const people = peopleOf(wanted.watchers, chain.storeIds);
    const watching = await Thread.start(new URL('./watchers-thread.mjs', import.meta.url), {
      ...{ gateway, nats, people },
    });
    threads.push(watching);
    const headOffice = await HeadOffice.logIn(gateway, scene.secret('admin-password'));
    const admit = () => headOffice.admit(people, (index, token) => watching.ask('admit', { index, token }));
    await step(`${wanted.watchers} watchers log in`, async () => {
      await admit();
      await until(
        async () => (await watching.ask('whoSees')) === people.length,
        'all watchers see the chain',
      );
    });
    const probe = await Thread.start(new URL('./probe-thread.mjs', import.meta.url), {
      ...{ nats, perSecond: wanted.changes },
    });
    threads.push(probe);
    const scenery = { watching, probe, chain, headOffice, admit };
    const run = await play(stack, wanted, step, scenery);
    const judged = await judge(wanted, step, scenery);
    return { wanted, stores: chain.stores.length, prologue, ...run, ...judged };
  } finally {
    ending.abort();
    await relaying;
    await Promise.all(threads.map((thread) => thread.end()));
    await bus.drain();
  }
}

/**
 * @param {import('../../tools/launch/stack.mjs').Stack} stack
 * @param {Wanted} wanted
 * @param {Step} step
 * @param {Scenery} scenery
 */
async function play(stack, wanted, step, { watching, probe, chain, admit }) {
  const { changes, seconds } = wanted;
  const breaks = { index: BROKEN, ms: Math.min(BREAK_MS, BREAK_MAX * seconds * 1_000) };
  const played = await step(`${changes} changes a second, for ${seconds} s`, () =>
    timed(() =>
      Promise.all([
        makeTrouble(stack, planTrouble(wanted), admit),
        chain.happen(wanted),
        pause(BREAK_AT * seconds * 1_000).then(() => watching.ask('break', breaks)),
      ]),
    ),
  );
  /** @type {Spread} */
  const natsAlone = await probe.ask('report');
  const [trouble, lateMs] = played.value;
  const { happened, pending: behind } = chain;
  return { happened, seconds: played.seconds, lateMs, behind, trouble, natsAlone };
}

/**
 * Waits until head office holds everything and every watcher has seen it, and says what is not as it must be.
 * @param {Wanted} wanted
 * @param {Step} step
 * @param {Scenery} scenery
 */
async function judge(wanted, step, { watching, probe, chain, headOffice }) {
  /** @type {() => Promise<string[]>} */
  const differing = async () =>
    watching.ask('compare', { overview: (await headOffice.overview()).map(supervised) });
  /** @type {string[]} */
  const wrong = [];
  const settled = await step('Everything told, and seen by everybody', () =>
    timed(async () => {
      await until(() => chain.pending === 0, 'all is told').catch((error) => wrong.push(String(error)));
      // Watchers are shown the last of it a moment later.
      await until(async () => (await differing()).length === 0, 'all is seen').catch(() => undefined);
      wrong.push(...(await differing()));
    }),
  );
  await probe.ask('silence');
  const check = await step('The read model made again from the events', () => headOffice.checkReadModel());
  if (check.differing.length > 0) wrong.push(`the read model differs in ${check.differing.join(', ')}`);
  if (check.events !== chain.events) wrong.push(`${chain.events} events told, ${check.events} held`);
  wrong.push(...chain.differences(await headOffice.overview()));
  /** @type {{ watchers: WatcherReport[], commitToWatcher: Spread }} */
  const { watchers, commitToWatcher } = await watching.ask('report');
  wrong.push(...watchersWrong(watchers, wanted));
  const readModel = { events: check.events, equalsEvents: check.differing.length === 0 };
  const settledSeconds = settled.seconds;
  const said = wrong.slice(0, WRONG_MAX);
  return { ok: wrong.length === 0, settledSeconds, readModel, commitToWatcher, watchers, wrong: said };
}

/** @param {readonly WatcherReport[]} watchers @param {Wanted} wanted */
function watchersWrong(watchers, { drop }) {
  return watchers.flatMap(({ name, wrongs, wrong, resets, catchUp }, index) => {
    const sentences = wrong.map((sentence) => `${name}: ${sentence}`);
    if (wrongs > wrong.length) sentences.push(`${name}: ${wrongs - wrong.length} more of the like`);
    // Only with another database one begins anew.
    if (drop ? resets === 0 : resets > 0) sentences.push(`${name}: ${resets} resets`);
    if (index === BROKEN && (catchUp === undefined || catchUp.resets > 0 || catchUp.missed === 0))
      sentences.push(`${name}: caught up with nothing after her break, or began anew`);
    return sentences;
  });
}

/** @param {() => boolean | Promise<boolean>} holds @param {string} what */
async function until(holds, what) {
  const deadline = performance.now() + SETTLE_LIMIT_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not after ${SETTLE_LIMIT_MS / 1_000} s: ${what}`);
    await pause(POLL_MS);
  }
}

/** @template T @param {() => Promise<T>} work @returns {Promise<{ value: T, seconds: number }>} */
async function timed(work) {
  const startedAt = performance.now();
  const value = await work();
  return { value, seconds: Number(((performance.now() - startedAt) / 1_000).toFixed(1)) };
}
