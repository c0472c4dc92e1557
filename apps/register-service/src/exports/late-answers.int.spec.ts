import { syncReports, tillQueries } from '@encaisse/contracts';
import { soon } from '../../test/fake-sync.js';
import { RegisterHouse, value } from '../../test/register-house.js';
import { StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

const NOTHING_SOLD = { ticketCount: 0, ttcCents: 0 };
const DAY_MS = 24 * 3_600_000;

describe('what head office says late', () => {
  let house: RegisterHouse;
  let store: StoreBuilder;
  let till: TillAtHand;
  let registerId: string;
  let first: { readonly sessionId: string };

  beforeAll(async () => {
    house = await RegisterHouse.open('late_answers');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);
  beforeEach(async () => {
    ({ store, till } = await StoreBuilder.create(house));
    ({ registerId } = await store.register(1));
    await store.import(till, registerId);
    first = await store.day(till, registerId);
  }, 30_000);

  const exportOf = async (exportId: string) =>
    value(await house.ask(tillQueries.getExport, { tillCredential: till.credential, exportId }));
  const unanswered = async (exportId: string) =>
    value(await house.sync.report(syncReports.exportUnanswered, { exportId, registerId }));
  const acknowledge = async (exportId: string, sessionId: string) =>
    value(await house.sync.acknowledge({ exportId, registerId }, sessionId, NOTHING_SOLD));
  const refuse = async (exportId: string, sessionId: string) =>
    value(
      await house.sync.report(syncReports.exportRefused, {
        exportId,
        registerId,
        sessionId,
        code: 'EXPORT_REFUSED',
        facts: { problem: 'EXPORT_REFUSED' },
        differences: [{ field: 'totals.ttcCents', ours: '0', headOffice: '2' }],
      }),
    );
  /** An export that got no answer in its time. */
  async function silentExport(): Promise<string> {
    const exportId = await store.startExport(till, registerId);
    await unanswered(exportId);
    return exportId;
  }

  it('marks the days while the next is being sold and counted, and releases nothing then', async () => {
    const exportId = await silentExport();
    const second = await store.open(till, registerId);
    await acknowledge(exportId, first.sessionId);
    expect(await store.view(registerId)).toMatchObject({ state: 'OPEN', exportWaiting: null });
    await store.close(till, registerId, 15_000);
    expect(await store.view(registerId)).toMatchObject({
      state: 'TO_EXPORT',
      exportWaiting: { sessions: 1 },
    });
    const next = await store.startExport(till, registerId);
    expect((await exportOf(next)).sessions.map(({ acknowledgedAt }) => acknowledgedAt !== null)).toEqual([
      true,
      false,
    ]);
    await acknowledge(next, second.sessionId);
    expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
  });

  it('releases the hold in TO_EXPORT, and the outcome is unknown no longer', async () => {
    const exportId = await silentExport();
    expect(await store.view(registerId)).toMatchObject({ state: 'TO_EXPORT', outcomeUnknown: true });
    await acknowledge(exportId, first.sessionId);
    expect(await store.view(registerId)).toMatchObject({
      state: 'AWAITING_IMPORT',
      outcomeUnknown: false,
      exportWaiting: null,
    });
  });

  it('releases the hold while another export runs, and fences that one off', async () => {
    const late = await silentExport();
    const running = await store.startExport(till, registerId);
    await acknowledge(late, first.sessionId);
    expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
    expect((await exportOf(running)).state).toBe('ACKNOWLEDGED');
    await unanswered(running);
    await refuse(running, first.sessionId);
    await acknowledge(running, first.sessionId);
    expect(await store.view(registerId)).toMatchObject({ state: 'AWAITING_IMPORT', exportRefusals: [] });
    const marks = 'SELECT * FROM register_session_marks WHERE session_id = ?';
    await expect(house.admin.query(marks, [first.sessionId])).resolves.toHaveLength(1);
  });

  it('is an echo when it comes again in another hold', async () => {
    const exportId = await silentExport();
    await acknowledge(exportId, first.sessionId);
    await store.import(till, registerId);
    await store.open(till, registerId);
    const { version } = await store.view(registerId);
    await acknowledge(exportId, first.sessionId);
    expect(await store.view(registerId)).toMatchObject({ state: 'OPEN', version });
  });

  it('is kept with the export alone when it refuses one that another has taken the place of', async () => {
    const late = await silentExport();
    const running = await store.startExport(till, registerId);
    await refuse(late, first.sessionId);
    expect((await exportOf(late)).state).toBe('REFUSED');
    expect(await store.view(registerId)).toMatchObject({
      state: 'EXPORTING',
      jobId: running,
      exportRefusals: [],
    });
  });

  it('shows on the till what differs, until a later export is acknowledged (edge case 30)', async () => {
    const refused = await store.startExport(till, registerId);
    await refuse(refused, first.sessionId);
    const { registers } = value(
      await house.ask(tillQueries.tillContext, { tillCredential: till.credential }),
    );
    expect(registers).toMatchObject([
      {
        state: 'TO_EXPORT',
        actions: { open: { allowed: true }, export: { allowed: true } },
        exportRefusals: [
          {
            sessionId: first.sessionId,
            exportId: refused,
            code: 'EXPORT_REFUSED',
            differences: [{ field: 'totals.ttcCents', ours: '0', headOffice: '2' }],
          },
        ],
      },
    ]);
    const mended = await store.startExport(till, registerId);
    await acknowledge(mended, first.sessionId);
    expect(await store.view(registerId)).toMatchObject({ state: 'AWAITING_IMPORT', exportRefusals: [] });
  });

  it('acknowledges session by session: the hold waits for the last one (edge case 29)', async () => {
    const second = await store.day(till, registerId);
    const exportId = await store.startExport(till, registerId);
    await acknowledge(exportId, second.sessionId);
    expect(await store.view(registerId)).toMatchObject({
      state: 'EXPORTING',
      exportWaiting: { sessions: 1 },
    });
    await refuse(exportId, first.sessionId);
    expect(await store.view(registerId)).toMatchObject({ state: 'TO_EXPORT', holderTillId: till.tillId });
    const again = await store.startExport(till, registerId);
    await acknowledge(again, first.sessionId);
    expect(await store.view(registerId)).toMatchObject({ state: 'AWAITING_IMPORT', holderTillId: null });
  });

  it('may not come for days: the till opens each morning, and what waits is told and sent oldest first (edge case 31)', async () => {
    const closedAt = house.clock.now();
    const days = [first];
    for (let day = 0; day < 3; day += 1) {
      await silentExport();
      house.clock.move(DAY_MS);
      days.push(await store.day(till, registerId));
    }
    const { state, outcomeUnknown, exportWaiting } = await store.view(registerId);
    expect({ state, outcomeUnknown }).toEqual({ state: 'TO_EXPORT', outcomeUnknown: true });
    expect(exportWaiting).toMatchObject({ sessions: 4, days: 4, ticketCount: 0 });
    expect(Date.parse(exportWaiting?.oldestClosedAt ?? '')).toBeLessThanOrEqual(closedAt.getTime());
    const last = await store.startExport(till, registerId);
    const ids = days.map(({ sessionId }) => sessionId);
    expect((await exportOf(last)).sessions.map(({ sessionId }) => sessionId)).toEqual(ids);
    for (const id of ids) await acknowledge(last, id);
    expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
  });

  it('is asked for when sync-service has lost the export meanwhile', async () => {
    const exportId = await silentExport();
    await house.sync.target(exportId);
    house.sync.forget(exportId);
    house.clock.move(5_000);
    await house.reconcile();
    await soon('second asking', () => house.sync.asked.filter(({ target }) => target.jobId === exportId)[1]);
    await acknowledge(exportId, first.sessionId);
    expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
  });
});
