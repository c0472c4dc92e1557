import { randomUUID } from 'node:crypto';
import { syncReports, tillCommands, tillQueries } from '@encaisse/contracts';
import { soon } from '../../test/fake-sync.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

const NOTHING_SOLD = { ticketCount: 0, ttcCents: 0 };

describe('exports', () => {
  let house: RegisterHouse;
  let store: StoreBuilder;
  let till: TillAtHand;
  let registerId: string;
  let sessionId: string;

  beforeAll(async () => {
    house = await RegisterHouse.open('exports');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);
  beforeEach(async () => {
    ({ store, till } = await StoreBuilder.create(house));
    ({ registerId } = await store.register(1));
    await store.import(till, registerId);
    ({ sessionId } = await store.day(till, registerId));
  }, 30_000);

  const exportOf = async (exportId: string) =>
    value(await house.ask(tillQueries.getExport, { tillCredential: till.credential, exportId }));
  const unanswered = (exportId: string) =>
    house.sync.report(syncReports.exportUnanswered, { exportId, registerId });
  const refuse = (exportId: string) =>
    house.sync.report(syncReports.exportRefused, {
      exportId,
      registerId,
      sessionId,
      code: 'EXPORT_REFUSED',
      facts: { at: 'commit' },
      differences: [{ field: 'totals.ttcCents', ours: '0', headOffice: '1' }],
    });
  const acknowledge = (exportId: string) =>
    house.sync.acknowledge({ exportId, registerId }, sessionId, NOTHING_SOLD);
  const resend = (exportId: string) =>
    house.ask(tillCommands.resendExport, { ...asked(till), registerId, exportId, seller: RESPONSABLE });

  it('can be read under the id that the till gave it, while it runs and after', async () => {
    const exportId = await store.startExport(till, registerId);
    const target = await house.sync.target(exportId);
    expect(target).toMatchObject({ registerId, registerNumber: 1, storeCode: store.storeCode });
    expect(await exportOf(exportId)).toMatchObject({
      state: 'RUNNING',
      sessions: [{ sessionId, acknowledgedAt: null }],
    });
    value(await acknowledge(exportId));
    expect(await exportOf(exportId)).toMatchObject({
      state: 'ACKNOWLEDGED',
      sessions: [{ sessionId, acknowledgedAt: expect.any(String) }],
    });
  });

  it('is one export when its id comes again, with another key and in any state', async () => {
    const exportId = randomUUID();
    const request = () => ({ ...asked(till), registerId, exportId, seller: RESPONSABLE });
    const started = value(await house.ask(tillCommands.startExport, request()));
    expect(value(await house.ask(tillCommands.startExport, request()))).toEqual(started);
    value(await acknowledge(exportId));
    const over = value(await house.ask(tillCommands.startExport, request()));
    expect(over.state).toBe('ACKNOWLEDGED');
    expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
  });

  it('lets the till open again when head office is silent, and still takes the late answer', async () => {
    const exportId = await store.startExport(till, registerId);
    value(await unanswered(exportId));
    value(await unanswered(exportId));
    await store.open(till, registerId, 15_000);
    value(await acknowledge(exportId));
    expect(await store.view(registerId)).toMatchObject({ state: 'OPEN', sessionsToExport: 0 });
    await store.close(till, registerId, 15_000);
    expect(await store.view(registerId)).toMatchObject({ state: 'TO_EXPORT', sessionsToExport: 1 });
  });

  it('takes an acknowledgement as often as it comes, and marks the session once', async () => {
    const exportId = await store.startExport(till, registerId);
    for (let time = 0; time < 3; time += 1) value(await acknowledge(exportId));
    const marks = 'SELECT * FROM register_session_marks WHERE session_id = ?';
    await expect(house.admin.query(marks, [sessionId])).resolves.toHaveLength(1);
  });

  it('keeps what head office refused, and why', async () => {
    const exportId = await store.startExport(till, registerId);
    value(await refuse(exportId));
    value(await refuse(exportId));
    expect((await store.view(registerId)).state).toBe('TO_EXPORT');
    expect(await exportOf(exportId)).toMatchObject({
      state: 'REFUSED',
      refusal: {
        code: 'EXPORT_REFUSED',
        facts: { sessionId, differences: [{ field: 'totals.ttcCents', headOffice: '1' }] },
      },
    });
  });

  it('sends the last export again under its own id, and is answered again', async () => {
    const exportId = await store.startExport(till, registerId);
    await house.sync.target(exportId);
    value(await acknowledge(exportId));
    expect(value(await resend(exportId))).toMatchObject({ exportId, state: 'RUNNING' });
    const askings = () => house.sync.asked.filter(({ target }) => target.jobId === exportId);
    await soon('second asking', () => askings()[1]);
    expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
    value(await acknowledge(exportId));
    expect((await exportOf(exportId)).state).toBe('ACKNOWLEDGED');
  });

  it('tells by itself what came of a resending, and leaves the register alone', async () => {
    const exportId = await store.startExport(till, registerId);
    value(await acknowledge(exportId));
    value(await resend(exportId));
    value(await unanswered(exportId));
    expect((await exportOf(exportId)).state).toBe('UNANSWERED');
    await store.import(till, registerId);
    await store.open(till, registerId);
    value(await refuse(exportId));
    expect((await exportOf(exportId)).state).toBe('REFUSED');
    expect(await store.view(registerId)).toMatchObject({ state: 'OPEN', outcomeUnknown: false });
  });

  it('asks again for a resending that got lost, although the job has succeeded once', async () => {
    const exportId = await store.startExport(till, registerId);
    await house.sync.target(exportId);
    house.sync.finish(exportId);
    value(await acknowledge(exportId));
    house.sync.deaf = true;
    value(await resend(exportId));
    await soon('lost asking', () => house.sync.unheard.find((id) => id === exportId));
    house.sync.deaf = false;
    house.clock.move(5_000);
    await house.reconcile();
    expect(house.sync.asked.filter(({ target }) => target.jobId === exportId)).toHaveLength(2);
  });

  it('leaves an export alone that has ended, however late its job is asked about', async () => {
    const exportId = await store.startExport(till, registerId);
    await house.sync.target(exportId);
    value(await acknowledge(exportId));
    house.clock.move(5_000);
    await house.reconcile();
    expect(house.sync.asked.filter(({ target }) => target.jobId === exportId)).toHaveLength(1);
  });

  it('is not for the eyes of another store', async () => {
    const exportId = await store.startExport(till, registerId);
    const { till: foreign } = await StoreBuilder.create(house);
    const question = { tillCredential: foreign.credential, exportId };
    expect(code(await house.ask(tillQueries.getExport, question))).toBe('EXPORT_UNKNOWN');
  });
});
