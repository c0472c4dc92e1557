import { tillCommands } from '@encaisse/contracts';
import { createConnection } from 'mysql2/promise';
import { v7 as uuidv7 } from 'uuid';
import { granted } from '../../tools/demo-day/src/api.js';
import type { HeadOfficeWatching } from './head-office-watching.js';

const MINUTE_MS = 60_000;

/** Rules of what was done or went wrong in a store. */
export function happened(house: () => HeadOfficeWatching): void {
  it('IMPORT_FAILING: imports that fail in a row, until one succeeds', async () => {
    const { alerts, tills } = house();
    const { lille } = tills;
    await house().warnOf(lille, { importFailures: 1 });
    await lille.weather({ kind: 'OTHER_REGISTER' }, { storeCode: 'S03', requests: null });
    await lille.startImport(1);
    const alert = await alerts.raised('IMPORT_FAILING', lille.storeId, { failures: 1 });
    await lille.when(1, ({ state }) => state === 'AWAITING_IMPORT');
    await lille.startImport(1);
    await alerts.updated(alert, { failures: 2 });
    await alerts.acknowledge(alert);
    await lille.when(1, ({ state }) => state === 'AWAITING_IMPORT');
    await lille.fineWeather();
    await lille.import(1);
    await alerts.closed(alert);
  });

  it('DIFFERENCE_OVER_TOLERANCE: a count that differs by too much, until it is recounted', async () => {
    const { alerts, tills } = house();
    const { nantes } = tills;
    await house().warnOf(nantes, { toleranceCents: 100 });
    const registerId = await nantes.open(1);
    const takenCents = await nantes.sell(registerId);
    await nantes.close(1, takenCents, { cents: -500, reason: 'Billet perdu' });
    const alert = await alerts.raised('DIFFERENCE_OVER_TOLERANCE', nantes.storeId, { differenceCents: -500 });
    expect(alert).toMatchObject({ registerId, facts: { toleranceCents: 100 } });
    const recount = async (cents: number) => {
      const path = `/registers/${registerId}/sessions/${alert.facts['sessionId']}/recounts`;
      const countedCashCents = 10_000 + takenCents + cents;
      const body = { recountId: uuidv7(), seller: nantes.responsable, countedCashCents, reason: 'Retrouvé' };
      const call = { method: 'POST', path, body } as const;
      granted('recount', await nantes.page.call(call, tillCommands.recount.reply));
    };
    await recount(-300);
    await alerts.updated(alert, { differenceCents: -300 });
    await alerts.acknowledge(alert);
    await recount(-20);
    await alerts.closed(alert);
  });

  it('PASSWORDS_FAILED: wrong passwords in a row, until it is quiet', async () => {
    const { alerts, tills, clocks } = house();
    const { nantes } = tills;
    await house().warnOf(nantes, { passwordFailures: 3, passwordQuietMinutes: 1 });
    const { registerId } = await nantes.register(1);
    const stranger = { code: 'V01', password: 'je ne sais pas' };
    const guess = async () =>
      expect(await nantes.till.connect(registerId, stranger)).toMatchObject({
        ok: false,
        problem: { code: 'CREDENTIALS_INVALID' },
      });
    for (let wrong = 1; wrong <= 3; wrong += 1) await guess();
    const alert = await alerts.raised('PASSWORDS_FAILED', nantes.storeId, { sellerCode: 'V01', failures: 3 });
    // Whoever guesses has to wait longer and longer.
    for (const waitMs of [6_000, 11_000]) {
      await clocks.store.forward(waitMs);
      await guess();
    }
    await alerts.updated(alert, { failures: 5 });
    await alerts.acknowledge(alert);
    await clocks.headOffice.forward(2 * MINUTE_MS);
    await alerts.closed(alert);
  });

  it('FORCED_ACTION: a hold that is released by force, until somebody has seen it', async () => {
    const { alerts, tills, operators } = house();
    const { lyon } = tills;
    const [one, other] = operators;
    const registerId = await lyon.open(2);
    const { approvalId } = await one.ask(registerId, { action: 'FORCE_RELEASE' });
    await other.approve(approvalId);
    const alert = await alerts.raised('FORCED_ACTION', lyon.storeId, {
      action: 'holdForceReleased',
      by: `siege:${one.name}`,
      approvedBy: `siege:${other.name}`,
    });
    expect(alert.registerId).toBe(registerId);
    await alerts.acknowledge(alert);
    await alerts.closed(alert);
  });

  it('INTEGRITY_FAULT: events that are not what was written, until somebody has seen it', async () => {
    const { alerts, tills, stack } = house();
    const { lille } = tills;
    const { registerId } = await lille.register(1);
    granted('open', await lille.till.open(registerId, lille.responsable, 10_000));
    const database = await createConnection({ uri: stack.scene.databaseUrl() });
    try {
      // A hand in the store's database: somebody else is said to have connected.
      await database.query(`CREATE TRIGGER a_hand BEFORE INSERT ON register_outbox FOR EACH ROW
        SET NEW.event = IF(JSON_UNQUOTE(JSON_EXTRACT(NEW.event, '$.type')) = 'sellerConnected',
          JSON_SET(NEW.event, '$.by', 'V99'), NEW.event)`);
      await lille.sell(registerId, true);
      const alert = await alerts.raised('INTEGRITY_FAULT', lille.storeId, { faults: 1 });
      expect(alert.registerId).toBe(registerId);
      await lille.sell(registerId);
      await alerts.updated(alert, { faults: 2 });
      await alerts.acknowledge(alert);
      await alerts.closed(alert);
    } finally {
      await database.query('DROP TRIGGER IF EXISTS a_hand');
      await database.end();
    }
  });
}
