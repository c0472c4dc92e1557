import { adminQueries, exportQueries, syncReports, tillCommands, tillQueries } from '@encaisse/contracts';
import { soon } from '../../test/fake-sync.js';
import { readBack } from '../../test/outbox.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, RESPONSABLE, StoreBuilder } from '../../test/store-builder.js';

const NOTHING_SOLD = { ticketCount: 0, ttcCents: 0 };

describe('the life of a register', () => {
  let house: RegisterHouse;
  beforeAll(async () => {
    house = await RegisterHouse.open('life');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  it('goes from import to export and back, and its events tell the same life', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    const state = async () => (await store.view(registerId)).state;

    const failed = await store.startImport(till, registerId);
    expect(await state()).toBe('IMPORTING');
    value(
      await house.sync.report(syncReports.importFailed, {
        jobId: failed,
        registerId,
        code: 'HEAD_OFFICE_SILENT',
        facts: {},
      }),
    );
    expect(await state()).toBe('AWAITING_IMPORT');
    await store.import(till, registerId);
    expect(await state()).toBe('READY');

    const first = await store.open(till, registerId, 15_000);
    expect(first).toMatchObject({ epoch: 1, number: 1, openedBy: 'RESP', openingFloatCents: 15_000 });
    await store.connect(till, registerId);
    await store.connect(till, registerId);
    await store.close(till, registerId, 15_000);
    expect(await state()).toBe('TO_EXPORT');
    const second = await store.day(till, registerId, 14_000);
    expect(second).toMatchObject({ epoch: 1, number: 2 });

    const silent = await store.startExport(till, registerId);
    expect(await state()).toBe('EXPORTING');
    value(await house.sync.report(syncReports.exportUnanswered, { exportId: silent, registerId }));
    expect(await store.view(registerId)).toMatchObject({
      state: 'TO_EXPORT',
      outcomeUnknown: true,
      sessionsToExport: 2,
    });

    const exportId = await store.startExport(till, registerId);
    const acknowledge = (sessionId: string) =>
      house.sync.acknowledge({ exportId, registerId }, sessionId, NOTHING_SOLD);
    value(await acknowledge(first.sessionId));
    expect(await store.view(registerId)).toMatchObject({ state: 'EXPORTING', sessionsToExport: 1 });
    value(await acknowledge(second.sessionId));
    expect(await store.view(registerId)).toMatchObject({
      state: 'AWAITING_IMPORT',
      holderTillId: null,
      sessionsToExport: 0,
    });

    const { rows, stored, replayed } = await readBack(house, registerId);
    expect(replayed).toEqual(stored);
    expect(rows).toHaveLength(stored.version);
    expect(rows.map(({ event }) => event.type)).toEqual([
      'importStarted',
      'importFailed',
      'importStarted',
      'importSucceeded',
      'sessionOpened',
      'sellerConnected',
      'sellerConnected',
      'sellerDisconnected',
      'closingStarted',
      'sessionSealed',
      'sessionOpened',
      'closingStarted',
      'sessionSealed',
      'exportStarted',
      'exportUnanswered',
      'exportStarted',
      'sessionAcknowledged',
      'sessionAcknowledged',
      'holdReleased',
    ]);

    const sessions = value(await house.ask(adminQueries.listSessions, { registerId, limit: 1 }));
    expect(sessions.items).toMatchObject([{ sessionId: second.sessionId, zNumber: 2 }]);
    const cursor = sessions.nextCursor ?? '';
    const older = value(await house.ask(adminQueries.listSessions, { registerId, limit: 1, cursor }));
    expect(older.items).toMatchObject([{ sessionId: first.sessionId, zNumber: 1, closedBy: 'RESP' }]);
    expect(older.items[0]?.acknowledgedAt).not.toBeNull();
    expect(older.nextCursor).toBeNull();

    const exports = value(await house.ask(adminQueries.listExports, { registerId, limit: 10 }));
    expect(exports.items.map(({ exportId: id, state }) => [id, state])).toEqual([
      [exportId, 'ACKNOWLEDGED'],
      [silent, 'ACKNOWLEDGED'],
    ]);
    const read = value(await house.ask(exportQueries.readExport, { exportId }));
    expect(read.sessions.map(({ number, acknowledged }) => [number, acknowledged])).toEqual([
      [1, true],
      [2, true],
    ]);
  }, 60_000);

  it('tells head office that a register is unknown, rather than that it has no past', async () => {
    const unknown = { registerId: crypto.randomUUID(), limit: 10 };
    expect(code(await house.ask(adminQueries.listSessions, unknown))).toBe('REGISTER_UNKNOWN');
    expect(code(await house.ask(adminQueries.listExports, unknown))).toBe('REGISTER_UNKNOWN');
  });

  it('numbers the next hold anew: epoch 2, session 1, and goes on with the Zs', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(7);
    for (const epoch of [1, 2]) {
      await store.import(till, registerId);
      const session = await store.day(till, registerId);
      expect(session).toMatchObject({ epoch, number: 1 });
      const exportId = await store.startExport(till, registerId);
      value(await house.sync.acknowledge({ exportId, registerId }, session.sessionId, NOTHING_SOLD));
    }
    const { stored, replayed } = await readBack(house, registerId);
    expect(replayed).toEqual(stored);
    expect(stored.counters).toMatchObject({ epoch: 2, zNumber: 2 });
  }, 60_000);

  it('takes the data of its other registers from a till that opens one, and each tells of it', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const [one, two] = [await store.register(1), await store.register(2)];
    await store.import(till, one.registerId);
    await store.import(till, two.registerId);
    await store.open(till, two.registerId);
    expect((await store.view(one.registerId)).state).toBe('AWAITING_IMPORT');
    const { rows, stored, replayed } = await readBack(house, one.registerId);
    expect(rows.at(-1)?.event).toMatchObject({ type: 'readyYielded', to: { id: two.registerId } });
    expect(replayed).toEqual(stored);
  });

  it('gives a failed import no data back where their till holds another register by now', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const other = await store.till('T2');
    const [one, two] = [await store.register(1), await store.register(2)];
    await store.import(till, one.registerId);
    await store.import(till, two.registerId);
    const jobId = await store.startImport(other, one.registerId);
    await store.open(till, two.registerId);
    const report = { jobId, registerId: one.registerId, code: 'PART_CORRUPT', facts: {} };
    value(await house.sync.report(syncReports.importFailed, report));
    expect((await store.view(one.registerId)).state).toBe('AWAITING_IMPORT');
    value(await house.sync.report(syncReports.importFailed, report));
  });

  it('gives a failed import its former data back otherwise (edge case 20)', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    await store.import(till, registerId);
    const before = (await store.view(registerId)).dataset;
    const jobId = await store.startImport(till, registerId);
    const report = { jobId, registerId, code: 'PART_CORRUPT', facts: { part: 'prices' } };
    value(await house.sync.report(syncReports.importFailed, report));
    expect(await store.view(registerId)).toMatchObject({ state: 'READY', dataset: before });
  });

  it('carries the correlation id of the command that wanted it into the job and the events', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    const jobId = await store.startImport(till, registerId);
    const { rows } = await readBack(house, registerId);
    const [row] = (await house.admin.query('SELECT correlation_id FROM register_imports WHERE job_id = ?', [
      jobId,
    ])) as { correlation_id: string }[];
    expect(rows[0]?.correlationId).toBe(row?.correlation_id);
  });

  it('fixes the business date at the opening, in the time zone of the store (edge case 4)', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    await store.import(till, registerId);
    const session = await store.open(till, registerId);
    const paris = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });
    expect(session.businessDate).toBe(paris.format(new Date(session.openedAt)));
  });

  it('shows a till its registers, each button allowed or with the refusal that pressing it would get', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const one = await store.register(1);
    await store.register(2);
    await store.import(till, one.registerId);
    await store.open(till, one.registerId);
    const question = { tillCredential: till.credential };
    const context = value(await house.ask(tillQueries.tillContext, question));
    expect(context).toMatchObject({
      store: { code: store.storeCode },
      till: { code: 'T1', devices: [{ device: 'PAGE' }, { device: 'AGENT' }] },
      registers: [
        { name: 'CAISSE 01', state: 'OPEN', actions: { connect: { allowed: true } } },
        {
          name: 'CAISSE 02',
          actions: {
            import: {
              allowed: false,
              refusal: {
                code: 'TILL_HOLDS_ANOTHER_REGISTER',
                facts: { register: { name: 'CAISSE 01' }, waitsFor: 'CLOSING' },
              },
            },
          },
        },
      ],
    });
    expect(context.sellers.map(({ code }) => code)).toEqual(['R01', 'RESP', 'V01', 'V02']);
    for (const { registerId, actions } of context.registers) {
      const request = { ...asked(till), registerId, seller: RESPONSABLE, openingFloatCents: 0 };
      const pressed = await house.ask(tillCommands.openRegister, request);
      expect(actions.open).toEqual({ allowed: false, refusal: pressed.ok ? undefined : pressed.refusal });
    }
  });

  it('asks sync-service again for a job whose first asking got lost', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    house.sync.deaf = true;
    const jobId = await store.startImport(till, registerId);
    await soon('first asking', () => house.sync.unheard.find((id) => id === jobId));
    house.sync.deaf = false;
    house.clock.move(5_000);
    await house.reconcile();
    await house.reconcile();
    expect(house.sync.asked.filter(({ target }) => target.jobId === jobId)).toHaveLength(1);
  });
});
