import { importCommands, syncReports, tillCommands } from '@encaisse/contracts';
import { soon } from '../../test/fake-sync.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

describe('an import that nobody waits for any more', () => {
  let house: RegisterHouse;
  beforeAll(async () => {
    house = await RegisterHouse.open('cancel_import');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  const cancel = (till: TillAtHand, registerId: string, jobId: string) =>
    house.ask(importCommands.cancelImport, { ...asked(till), registerId, jobId, seller: RESPONSABLE });
  const stateOfImport = async (jobId: string): Promise<string> => {
    const sql = 'SELECT state FROM register_imports WHERE job_id = ?';
    const [row] = (await house.admin.query(sql, [jobId])) as [{ state: string }];
    return row.state;
  };

  it('is cancelled from any till of the store, and the register has its former data again (edge case 20)', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const other = await store.till('T2');
    const { registerId } = await store.register(1);
    await store.import(till, registerId);
    const { dataset } = await store.view(registerId);
    const jobId = await store.startImport(till, registerId);
    value(await cancel(other, registerId, jobId));
    expect(await store.view(registerId)).toMatchObject({ state: 'READY', dataset, jobId: null });
    await store.open(till, registerId);
  });

  it('is heard of by sync-service even when the first word got lost', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    const jobId = await store.startImport(till, registerId);
    house.sync.deaf = true;
    value(await cancel(till, registerId, jobId));
    expect(await store.view(registerId)).toMatchObject({ state: 'AWAITING_IMPORT' });
    expect(await stateOfImport(jobId)).toBe('CANCELLING');
    house.sync.deaf = false;
    await house.reconcile();
    expect(await stateOfImport(jobId)).toBe('CANCELLED');
    await house.reconcile();
    expect(await stateOfImport(jobId)).toBe('CANCELLED');
  });

  it('that has just succeeded is not cancelled, and one that was cancelled does not succeed', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    const first = await store.startImport(till, registerId);
    value(await house.sync.succeedImport(first, []));
    expect(code(await cancel(till, registerId, first))).toBe('IMPORT_NOT_RUNNING');
    const second = await store.startImport(till, registerId);
    expect(code(await cancel(till, registerId, first))).toBe('IMPORT_NOT_RUNNING');
    value(await cancel(till, registerId, second));
    const dataset = { datasetId: 99, version: 99 };
    const report = { jobId: second, registerId, dataset };
    expect(code(await house.sync.report(syncReports.importSucceeded, report))).toBe('IMPORT_NOT_RUNNING');
    expect((await store.view(registerId)).dataset).not.toMatchObject(dataset);
  });

  it('answers the same again under the same key', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    const jobId = await store.startImport(till, registerId);
    const request = { ...asked(till), registerId, jobId, seller: RESPONSABLE };
    expect(value(await house.ask(importCommands.cancelImport, request))).toEqual({ jobId });
    expect(value(await house.ask(importCommands.cancelImport, request))).toEqual({ jobId });
  });

  it('goes to AWAITING_IMPORT when the till that had the data holds another register by now', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const other = await store.till('T2');
    const [one, two] = [await store.register(1), await store.register(2)];
    await store.import(till, one.registerId);
    await store.import(till, two.registerId);
    const jobId = await store.startImport(other, one.registerId);
    await store.open(till, two.registerId);
    value(await cancel(other, one.registerId, jobId));
    expect(await store.view(one.registerId)).toMatchObject({ state: 'AWAITING_IMPORT', dataset: null });
  });
});

describe('an import and an opening at one till, at the same instant', () => {
  let house: RegisterHouse;
  beforeAll(async () => {
    house = await RegisterHouse.open('import_and_open');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  it('end with one of them done and the other refused, whichever came first (edge case 24)', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const outcomes = new Set<string>();
    for (let number = 1; number < 13; number += 2) {
      const ready = await store.register(number);
      const another = await store.register(number + 1);
      await store.import(till, ready.registerId);
      const seller = RESPONSABLE;
      const opening = { ...asked(till), registerId: ready.registerId, seller, openingFloatCents: 10_000 };
      const importing = { ...asked(till), registerId: another.registerId, seller };
      const open = () => house.ask(tillCommands.openRegister, opening);
      const start = () => house.ask(tillCommands.startImport, importing);
      const [opened, started] =
        number % 4 === 1
          ? await Promise.all([open(), start()])
          : await Promise.all([start(), open()]).then(([first, second]) => [second, first] as const);
      expect([opened.ok, started.ok].filter(Boolean)).toHaveLength(1);
      outcomes.add(opened.ok ? code(started) : code(opened));
      if (started.ok) {
        value(await house.sync.succeedImport(started.value.jobId, []));
        continue;
      }
      await store.close(till, ready.registerId, 10_000);
      const exportId = await store.startExport(till, ready.registerId);
      const sessionId = opened.ok ? opened.value.sessionId : '';
      const nothing = { ticketCount: 0, ttcCents: 0 };
      value(await house.sync.acknowledge({ exportId, registerId: ready.registerId }, sessionId, nothing));
    }
    expect(
      [...outcomes].every((refusal) => ['JOB_RUNNING', 'TILL_HOLDS_ANOTHER_REGISTER'].includes(refusal)),
    ).toBe(true);
  });
});

describe('a job that went wrong', () => {
  let house: RegisterHouse;
  beforeAll(async () => {
    house = await RegisterHouse.open('retries');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  const admin = { administrator: 'admin' };
  const fail = async (jobId: string, registerId: string): Promise<void> => {
    const report = { jobId, registerId, code: 'HEAD_OFFICE_SILENT', facts: {} };
    value(await house.sync.report(syncReports.importFailed, report));
  };

  it('is begun again under a new id, at the till and from head office', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    const failed = await store.startImport(till, registerId);
    await fail(failed, registerId);
    const request = { ...asked(till), jobId: failed, seller: RESPONSABLE };
    const again = value(await house.ask(importCommands.retryJob, request));
    expect(again).toMatchObject({ registerId });
    expect(await store.view(registerId)).toMatchObject({ state: 'IMPORTING', jobId: again.jobId });
    expect(value(await house.ask(importCommands.retryJob, request))).toEqual(again);
    await fail(again.jobId, registerId);

    const { idempotencyKey } = asked(till);
    const fromThere = { ...admin, idempotencyKey, jobId: again.jobId };
    const third = value(await house.ask(importCommands.retryJobFromHeadOffice, fromThere));
    const target = await house.sync.target(third.jobId);
    expect(target).toMatchObject({ tillId: till.tillId, requestedBy: 'SIEGE' });
    value(await house.sync.succeedImport(third.jobId, []));
    await store.open(till, registerId);
  });

  it('that refused days is begun again as an export of all that is not settled', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    await store.import(till, registerId);
    const { sessionId } = await store.day(till, registerId);
    const exportId = await store.startExport(till, registerId);
    const differences = [{ field: 'ttcCents', ours: '0', headOffice: '1' }];
    const refusal = { exportId, registerId, sessionId, code: 'EXPORT_REFUSED', facts: {}, differences };
    value(await house.sync.report(syncReports.exportRefused, refusal));
    const request = { ...asked(till), jobId: exportId, seller: RESPONSABLE };
    const { jobId } = value(await house.ask(importCommands.retryJob, request));
    expect(jobId).not.toBe(exportId);
    await soon('export at sync-service', () => house.sync.asked.find(({ target }) => target.jobId === jobId));
    expect(await store.view(registerId)).toMatchObject({ state: 'EXPORTING', jobId });
  });

  it('needs the right for what it does, and is unknown to another store', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    await store.import(till, registerId);
    await store.givePassword(till, 'V01');
    const jobId = await store.startImport(till, registerId);
    await fail(jobId, registerId);
    const seller = { ...RESPONSABLE, code: 'V01' };
    expect(code(await house.ask(importCommands.retryJob, { ...asked(till), jobId, seller }))).toBe(
      'RIGHT_MISSING',
    );
    const stranger = await StoreBuilder.create(house);
    const request = { ...asked(stranger.till), jobId, seller: RESPONSABLE };
    expect(code(await house.ask(importCommands.retryJob, request))).toBe('REGISTER_UNKNOWN');
    const unknown = { ...admin, idempotencyKey: asked(till).idempotencyKey, jobId: registerId };
    expect(code(await house.ask(importCommands.retryJobFromHeadOffice, unknown))).toBe('JOB_UNKNOWN');
  });
});
