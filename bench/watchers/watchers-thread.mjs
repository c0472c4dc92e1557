import { parentPort, workerData } from 'node:worker_threads';
import { changesSubject, toldChanges } from '@encaisse/contracts';
import { CommitTimes } from './commit-times.mjs';
import { connectAs } from './nats.mjs';
import { Reading } from './reading.mjs';
import { answering } from './thread.mjs';
import { Watcher } from './watcher.mjs';

/** @import { SupervisedRegister } from '@encaisse/contracts' */
/** @import { Person } from './watcher.mjs' */

/**
 * All watchers, in a thread of their own: what the simulated stores do delays none of them.
 * @typedef {ReturnType<typeof reportOf>} WatcherReport
 */

const { gateway, nats, people } =
  /** @type {{ gateway: string, nats: import('./nats.mjs').NatsPlace, people: Person[] }} */ (workerData);
const times = new CommitTimes();
const reading = new Reading();
const watchers = people.map((person) => new Watcher(person, { gateway, times, reading }));
const bus = await connectAs(nats, 'gateway');
bus.onTold(changesSubject, (body) => times.told(toldChanges.parse(body)));

/** @param {Watcher} watcher */
const reportOf = ({ person, picture, resets, snapshots, ends, catchUp }) => ({
  name: person.name,
  stores: person.stores?.length ?? null,
  ...{ changes: picture.changes, wrongs: picture.wrongs, wrong: picture.wrong },
  ...{ resets, snapshots, ends, catchUp },
});

answering(parentPort, {
  /** @param {{ index: number, token: string }} asked */
  admit: ({ index, token }) => watchers[index]?.admit(token),
  whoSees: () => watchers.filter(({ sees }) => sees).length,
  /** @param {{ index: number, ms: number }} asked */
  break: ({ index, ms }) => watchers[index]?.breakFor(ms),
  /** @param {{ overview: SupervisedRegister[] }} asked */
  compare: ({ overview }) =>
    watchers.flatMap(({ person, picture }) =>
      picture.differences(overview).map((sentence) => `${person.name}: ${sentence}`),
    ),
  report: () => ({ watchers: watchers.map(reportOf), commitToWatcher: times.spread }),
  end: async () => {
    for (const watcher of watchers) watcher.end();
    await bus.drain();
  },
});
