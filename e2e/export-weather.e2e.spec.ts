import type { AcceptedSessions, ReceivedSessions } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { openTestStack, type TestStack } from '../tools/launch/test-stack.mjs';
import { StoreAtWork } from './support/store-at-work.js';

/** How long head office may be silent before the till is let go; a minute in real life. */
const PATIENCE_MS = 2_000;

describe('the export in bad weather, through the whole system', () => {
  let stack: TestStack;
  let store: StoreAtWork;
  beforeAll(async () => {
    const settings = {
      'sync-service': {
        HEAD_OFFICE_TIMEOUT_MS: String(PATIENCE_MS),
        HEAD_OFFICE_RETRY_MS: '100',
        HEAD_OFFICE_RETRY_MAX_MS: '500',
      },
    };
    stack = await openTestStack('export-weather', { settings });
    store = await StoreAtWork.open(stack, 'S01-T1');
  }, 180_000);
  afterAll(async () => {
    store?.till.close();
    await stack?.close();
  }, 60_000);
  beforeEach(() => store.fineWeather());

  const received = async (number: number) => {
    const { sessions } = await store.atHeadOffice<ReceivedSessions>(`/registers/S01/${number}/sessions`);
    return sessions.map(({ key, totals }) => ({ session: `${key.epoch}-${key.number}`, ...totals }));
  };

  it('waits while head office is away for days, and goes oldest first when it is back (edge case 31)', async () => {
    await store.import(1);
    await store.weather({ kind: 'HANG_UP' }, { requests: null, storeCode: 'S01' });
    for (let day = 1; day <= 3; day += 1) {
      await store.day(1);
      await store.export(1);
      const silent = await store.when(1, ({ state }) => state === 'TO_EXPORT');
      expect(silent).toMatchObject({
        outcomeUnknown: true,
        exportWaiting: { sessions: day, ticketCount: day },
        actions: { open: { allowed: true } },
      });
    }
    await store.fineWeather();
    // Nobody asks again: what was unanswered is still being sent.
    await store.when(1, ({ state }) => state === 'AWAITING_IMPORT');
    expect((await received(1)).map(({ session }) => session)).toEqual(['1-1', '1-2', '1-3']);
    expect((await received(1)).every(({ ticketCount }) => ticketCount === 1)).toBe(true);
  }, 120_000);

  it('is acknowledged once, although every answer is lost at first (edge case 26)', async () => {
    await store.import(1);
    await store.day(1);
    await store.weather({ kind: 'CUT', afterPermille: 0 }, { requests: 6, storeCode: 'S01' });
    await store.export(1);
    const register = await store.when(1, ({ state }) => state === 'AWAITING_IMPORT');
    expect(register).toMatchObject({ exportWaiting: null, outcomeUnknown: false });
    expect((await received(1)).filter(({ session }) => session.startsWith('2-'))).toHaveLength(1);
  }, 120_000);

  it('is shown to be refused, with what differs, and goes through once head office agrees (edge case 30)', async () => {
    await store.import(1);
    await store.day(1);
    await store.weather({ kind: 'DISAGREE', byCents: 2 }, { storeCode: 'S01' });
    const exportId = await store.export(1);
    const refused = await store.when(1, ({ exportRefusals }) => exportRefusals.length > 0);
    const [refusal] = refused.exportRefusals;
    expect(refused.state).toBe('TO_EXPORT');
    expect(refusal).toMatchObject({ exportId, code: 'EXPORT_REFUSED' });
    const [difference] = refusal?.differences ?? [];
    expect(Number(difference?.headOffice) - Number(difference?.ours)).toBe(2);
    await store.export(1);
    await store.when(1, ({ state }) => state === 'AWAITING_IMPORT');
  }, 120_000);

  it('is accepted apart by two people when it is refused for good, and the till is free', async () => {
    await store.import(2);
    await store.day(2);
    await store.weather({ kind: 'DISAGREE', byCents: 2 }, { storeCode: 'S01' });
    await store.export(2);
    const { exportRefusals } = await store.when(2, (register) => register.exportRefusals.length > 0);
    const sessionId = exportRefusals[0]?.sessionId ?? '';
    await store.together(2, { action: 'ACCEPT_APART', sessionId });
    const free = await store.when(2, ({ state }) => state === 'AWAITING_IMPORT');
    expect(free).toMatchObject({ exportRefusals: [], exportWaiting: null });
    const { acceptances } = await store.atHeadOffice<AcceptedSessions>('/acceptances');
    expect(acceptances).toMatchObject([
      { key: { registerNumber: 2 }, requestedBy: 'RESP', approvedBy: 'siege:admin' },
    ]);
    expect(await received(2)).toEqual([]);
  }, 120_000);

  it('comes late from a register that was lost, is acknowledged and matched (edge case 32)', async () => {
    await store.import(3);
    await store.day(3);
    const { registerId } = await store.register(3);
    await store.till.open(registerId, store.responsable, 10_000);
    const takenCents = await store.sell(registerId);
    await store.together(3, { action: 'FORCE_RELEASE' });
    expect(await store.register(3)).toMatchObject({
      state: 'OUT_OF_SERVICE',
      exportWaiting: { sessions: 1 },
    });
    const countedCashCents = 10_000 + takenCents;
    await store.together(3, { action: 'LATE_EXPORT', exportId: uuidv7(), countedCashCents });
    await store.when(3, ({ exportWaiting }) => exportWaiting === null);
    await store.together(3, { action: 'MATCH', lateNumbers: null });
    expect((await store.register(3)).state).toBe('AWAITING_IMPORT');
    expect((await received(3)).map(({ ticketCount }) => ticketCount)).toEqual([1, 1]);
  }, 120_000);
});
