import { randomUUID } from 'node:crypto';
import {
  type Change,
  change,
  streamCommands,
  supervisionQueries,
  type TillPresence,
} from '@encaisse/contracts';
import { EntityManager } from 'typeorm';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { RegisterStory } from '../../spec/register-story.js';
import { ToldStream } from '../../spec/told-stream.js';
import { TillFlips } from './till-flips.js';
import { TillWatch } from './till-watch.js';

type TillChange = Extract<Change, { type: 'till' }>;

let house: HeadOfficeHouse;
let storeId: string;
let position: number;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('tills');
});
afterAll(() => house?.close());
beforeEach(async () => {
  storeId = randomUUID();
  await look();
  ({ position } = value(await house.ask(supervisionQueries.overview, { stores: [], limit: 1 })));
});

const look = () => house.app.get(TillWatch).run();

/** The store says how its tills are doing. */
async function report(...tills: (Pick<TillPresence, 'tillId'> & Partial<TillPresence>)[]): Promise<void> {
  const at = new Date().toISOString();
  const seen = { pageSeenAt: at, agentSeenAt: at, pendingTickets: 0, agentVersion: '1', printer: null };
  const told = {
    storeId,
    at,
    softwareVersion: '1',
    heads: [],
    tills: tills.map((till) => ({ ...seen, ...till })),
  };
  value(await house.ask(streamCommands.reportPresence, told));
}

/** Nothing is heard for a minute. */
const silence = () =>
  house.admin.query(
    `UPDATE supervision_presences SET page_seen_at = page_seen_at - INTERVAL 1 MINUTE,
     agent_seen_at = agent_seen_at - INTERVAL 1 MINUTE, reported_at = reported_at - INTERVAL 1 MINUTE WHERE store_id = ?`,
    [storeId],
  );

/** What watchers were told of this store's tills since they were asked last. */
async function told(): Promise<TillChange[]> {
  const all: Change[] = [];
  for (let more = true; more; ) {
    const page = value(await house.ask(supervisionQueries.changes, { after: position, limit: 1_000 }));
    for (const { body, previous } of page.changes) {
      expect(previous).toBe(position);
      const one = change.parse(JSON.parse(body));
      ({ position } = one);
      all.push(one);
    }
    // A page has as many as fit into one message.
    more = page.changes.length > 0;
  }
  return all.filter((one): one is TillChange => one.type === 'till' && one.storeId === storeId);
}

/** A store whose register was opened at a till. */
async function openRegister() {
  const registerId = randomUUID();
  const stream = new ToldStream(storeId, registerId);
  const store = new ToldStream(storeId, storeId, 'STORE');
  const story = new RegisterStory(stream).imports().opens();
  const { tillId } = story;
  store.append({
    type: 'storeDescribed',
    at: new Date().toISOString(),
    ...{
      store: {
        ...{ code: 'S01', name: 'Lyon', timeZone: 'Europe/Paris', toleranceCents: 200 },
        tills: [{ tillId, code: 'T1', name: 'Poste 1', revoked: false }],
        registers: [{ registerId, number: 1, name: 'CAISSE 01' }],
      },
    },
  });
  const pieces = [store.piece(null), stream.piece(null)];
  value(await house.ask(streamCommands.takeEvents, { pieces }));
  await told();
  return { registerId, tillId };
}

describe('a watcher', () => {
  it('is told once that a till is silent while its register is open, and that it is back, as the overview shows it', async () => {
    const { registerId, tillId } = await openRegister();
    const shown = async () => {
      const asked = { stores: [storeId], limit: 1 };
      const [row] = value(await house.ask(supervisionQueries.overview, asked)).registers;
      return { stale: row?.stale, till: row?.till };
    };
    await look();
    expect(await told()).toMatchObject([{ tillId, till: null, staleRegisterIds: [registerId] }]);
    for (const staleRegisterIds of [[], [registerId], []]) {
      if (staleRegisterIds.length > 0) await silence();
      else await report({ tillId });
      await Promise.all([look(), look()]);
      await look();
      const changes = await told();
      expect(changes).toMatchObject([{ tillId, staleRegisterIds }]);
      expect(await shown()).toEqual({ stale: staleRegisterIds.length > 0, till: changes[0]?.till });
    }
    expect(value(await house.ask(supervisionQueries.checkReadModel, {})).differing).toEqual([]);
  });

  it('is not told of heartbeats, nor again after a restart', async () => {
    const tillId = randomUUID();
    await report({ tillId });
    await look();
    expect(await told()).toHaveLength(1);
    await report({ tillId, pendingTickets: 2 });
    await look();
    await house.restart();
    await look();
    expect(await told()).toEqual([]);
  });

  it('is told what becomes of the printer, its paper, and the agent', async () => {
    const tillId = randomUUID();
    const printer = {
      state: 'READY' as const,
      since: new Date().toISOString(),
      paperLow: false,
      jobsWaiting: 0,
    };
    await report({ tillId, printer });
    await look();
    await told();
    const next: Partial<TillPresence>[] = [
      { printer: { ...printer, paperLow: true } },
      { printer: { ...printer, state: 'PAPER_OUT' } },
      { printer: null, agentSeenAt: null },
    ];
    for (const presence of next) {
      await report({ tillId, ...presence });
      await look();
      expect(await told()).toMatchObject([{ tillId, staleRegisterIds: [], till: presence }]);
    }
  });

  it('is told of what was over before the next look: whoever began meanwhile was shown it', async () => {
    const tillId = randomUUID();
    await report({ tillId });
    await look();
    await told();
    await silence();
    await report({ tillId });
    await look();
    expect(await told()).toMatchObject([{ tillId }]);
    await look();
    expect(await told()).toEqual([]);
  });

  it('is told of a whole chain that falls silent, in a few statements', async () => {
    const tillIds = Array.from({ length: 2_000 }, () => randomUUID());
    const tills = tillIds.map((tillId) => ({ tillId }));
    await report(...tills.slice(0, 1_000));
    await report(...tills.slice(1_000));
    await look();
    expect(await told()).toHaveLength(2_000);
    await silence();
    const queries = jest.spyOn(EntityManager.prototype, 'query');
    await house.app.get(TillFlips).run();
    const statements = queries.mock.calls.length;
    queries.mockRestore();
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThan(20);
    expect(new Set((await told()).map(({ tillId }) => tillId))).toEqual(new Set(tillIds));
  });
});
