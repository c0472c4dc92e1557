import { randomUUID } from 'node:crypto';
import { datasetQueries, syncReports, tillCommands } from '@encaisse/contracts';
import { databaseType, statementsOf } from '@encaisse/testing';
import { RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { TwoPeople } from '../../test/two-people.js';

jest.setTimeout(120_000);

const DAY_MS = 24 * 3_600_000;
const NOTHING_SOLD = { ticketCount: 0, ttcCents: 0 };

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('served_registers', { LATE_TICKET_WEEKS: '2' });
});
afterAll(() => house?.close());
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
});

const page = async (after: string | null, limit: number) =>
  value(await house.ask(datasetQueries.listServedRegisters, { after, limit }));
const served = async (of = registerId) => {
  const { registers } = await page(null, 500);
  const found = registers.find((register) => register.registerId === of);
  if (!found) throw new Error(`register ${of} is not served`);
  return found;
};
const kept = async (of = registerId) => (await served(of)).datasetIds.toSorted((a, b) => a - b);
const pinned = async (of = registerId): Promise<number> => (await store.view(of)).dataset?.datasetId ?? 0;

async function imported(): Promise<number> {
  await store.import(till, registerId);
  return pinned();
}

async function acknowledged(sessionIds: readonly string[]): Promise<void> {
  const exportId = await store.startExport(till, registerId);
  for (const sessionId of sessionIds)
    value(await house.sync.acknowledge({ exportId, registerId }, sessionId, NOTHING_SOLD));
  expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
}

/** What is asked on that day, as far from now. */
async function daysLater<T>(days: number, ask: () => Promise<T>): Promise<T> {
  house.clock.move(days * DAY_MS);
  try {
    return await ask();
  } finally {
    house.clock.move(-days * DAY_MS);
  }
}

describe('the data that a register still needs', () => {
  it('are none before its first import, nor while that runs', async () => {
    expect(await served()).toEqual({
      storeId: store.storeId,
      storeCode: store.storeCode,
      registerId,
      registerNumber: 1,
      datasetIds: [],
    });
    await store.startImport(till, registerId);
    expect(await kept()).toEqual([]);
  });

  it('are those that it is ready with, also while others are imported that it may have to do without', async () => {
    const first = await imported();
    expect(await kept()).toEqual([first]);
    const jobId = await store.startImport(till, registerId);
    expect(await store.view(registerId)).toMatchObject({ state: 'IMPORTING' });
    expect(await kept()).toEqual([first]);
    const failed = { jobId, registerId, code: 'HEAD_OFFICE_SILENT', facts: {} };
    value(await house.sync.report(syncReports.importFailed, failed));
    expect(await kept()).toEqual([first]);
    const second = await imported();
    expect(await kept()).toEqual([second]);
  });

  it('are those of its hold, open, counted, closed or exported, however long that takes', async () => {
    const dataset = await imported();
    const asIn = async (state: string) => {
      expect((await store.view(registerId)).state).toBe(state);
      expect(await kept()).toEqual([dataset]);
      expect(await daysLater(365, kept)).toEqual([dataset]);
    };
    await store.open(till, registerId);
    await asIn('OPEN');
    const closing = { registerId, closingId: randomUUID(), seller: RESPONSABLE, forcePending: false };
    value(await house.ask(tillCommands.startClosing, { ...asked(till), ...closing }));
    await asIn('CLOSING');
    const counted = { countedCashCents: 15_000, forceUsers: true, acceptDifference: false };
    value(await house.ask(tillCommands.submitCount, { ...asked(till), ...closing, ...counted }));
    await asIn('TO_EXPORT');
    await store.day(till, registerId);
    await asIn('TO_EXPORT');
    await store.startExport(till, registerId);
    await asIn('EXPORTING');
  });

  it('are those of a session that head office refuses, until it is settled', async () => {
    const dataset = await imported();
    const { sessionId } = await store.day(till, registerId);
    const exportId = await store.startExport(till, registerId);
    const refusal = { exportId, registerId, sessionId, code: 'EXPORT_REFUSED', facts: {} };
    value(await house.sync.report(syncReports.exportRefused, { ...refusal, differences: [] }));
    expect(await store.view(registerId)).toMatchObject({ state: 'TO_EXPORT', sessionsToExport: 1 });
    expect(await daysLater(365, kept)).toEqual([dataset]);
    await acknowledged([sessionId]);
    expect(await daysLater(365, kept)).toEqual([]);
  });

  it('are those of days that may still get late tickets, acknowledged or not, for as many weeks as set (edge case 34)', async () => {
    const first = await imported();
    const days = [await store.day(till, registerId), await store.day(till, registerId)];
    await acknowledged(days.map(({ sessionId }) => sessionId));
    expect(await kept()).toEqual([first]);
    const second = await imported();
    expect(await kept()).toEqual([first, second]);
    const { sessionId } = await store.day(till, registerId);
    await acknowledged([sessionId]);
    expect(await daysLater(13, kept)).toEqual([first, second]);
    expect(await daysLater(15, kept)).toEqual([]);
  });

  it('are those of a lost hold, whose days may turn up, and of one that was written off', async () => {
    const other = await store.till('T2');
    const people = new TwoPeople(store, other, registerId);
    const dataset = await imported();
    await people.choosePasswords();
    await store.day(till, registerId);
    await store.open(till, registerId);
    await people.together({ action: 'FORCE_RELEASE' });
    expect(await store.view(registerId)).toMatchObject({ state: 'OUT_OF_SERVICE' });
    expect(await daysLater(365, kept)).toEqual([dataset]);
    await people.together({ action: 'WRITE_OFF' });
    expect(await daysLater(365, kept)).toEqual([dataset]);
  });

  it('are told page by page, each register once, by as many statements however many there are', async () => {
    await imported();
    await store.day(till, registerId);
    const numbers = [2, 3, 4, 5];
    const ids = await Promise.all(numbers.map(async (number) => (await store.register(number)).registerId));
    const all = (await page(null, 500)).registers;
    expect(all.map((register) => register.registerId)).toEqual(expect.arrayContaining([registerId, ...ids]));
    const told: typeof all = [];
    let after: string | null = null;
    do {
      const next: Awaited<ReturnType<typeof page>> = await page(after, 2);
      told.push(...next.registers);
      after = next.nextAfter;
    } while (after !== null);
    expect(told).toEqual(all);
    const one = await statementsOf(house.database, () => page(null, 1));
    const many = await statementsOf(house.database, () => page(null, 500));
    expect(one.length).toBeGreaterThan(0);
    expect(many).toHaveLength(one.length);
  });

  it('are found by an index, whatever six years of sessions there are', async () => {
    await imported();
    await store.day(till, registerId);
    const statements = await statementsOf(house.database, () => page(null, 500));
    const statement = statements.find((sql) => sql.includes('register_session_seals')) ?? '';
    // Newer MySQL tells a tree unless it is asked for the table that MariaDB knows alone.
    const explain = databaseType() === 'mysql' ? 'EXPLAIN FORMAT=TRADITIONAL' : 'EXPLAIN';
    const plan: readonly { table: string; possible_keys: string | null }[] = await house.admin.query(
      `${explain} ${statement}`,
      [[registerId], new Date()],
    );
    expect(plan.find(({ table }) => table === 'seal')?.possible_keys).toContain(
      'register_session_seals_time',
    );
  });
});
