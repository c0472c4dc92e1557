import { randomUUID } from 'node:crypto';
import type { AlertRule } from '@encaisse/contracts';
import { AlertDesk, HOUR_MS, MINUTE_MS } from '../../spec/alert-desk.js';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';

let house: HeadOfficeHouse;
let desk: AlertDesk;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('alert_rules');
});
afterAll(() => house?.close());
beforeEach(async () => {
  desk = await AlertDesk.open(house);
});

const byTwo = { by: 'RESP', approvedBy: 'admin', reason: 'poste en panne' };
/** Closed, and not raised again by the same. */
const lastsNoMore = async (rule: AlertRule): Promise<void> => {
  await desk.look();
  await desk.look();
  expect(await desk.alerts(rule)).toEqual([]);
  expect(await desk.alerts(rule, 'CLOSED')).toHaveLength(1);
};
/** Raised once however often it is looked at, then closed by itself. */
const lastsUntil = async (rule: AlertRule, end: () => Promise<unknown>): Promise<void> => {
  const { alertId, updates } = await desk.alert(rule);
  await desk.look();
  expect(await desk.alert(rule)).toMatchObject({ alertId, updates });
  await end();
  await desk.look();
  expect(await desk.alerts(rule)).toEqual([]);
  expect(await desk.alerts(rule, 'CLOSED')).toMatchObject([{ alertId, closedAt: desk.now }]);
};

describe('head office is warned', () => {
  it('OPEN_TOO_LONG: of a register that is open for too many hours, until it is closed', async () => {
    desk.story.imports().opens();
    await desk.look();
    expect(await desk.alerts('OPEN_TOO_LONG')).toEqual([]);
    desk.move(17 * HOUR_MS);
    await desk.look();
    expect(await desk.alert('OPEN_TOO_LONG')).toMatchObject({
      registerId: desk.registerId,
      severity: 'WARNING',
      raisedAt: desk.now,
      facts: { openHours: 16 },
    });
    await lastsUntil('OPEN_TOO_LONG', async () => desk.story.closes());
  });

  it('EXPORT_LATE: of a closed day that head office has not got, until it has', async () => {
    desk.story.imports().opens().closes();
    await desk.look();
    expect(await desk.alerts('EXPORT_LATE')).toEqual([]);
    desk.move(20 * HOUR_MS);
    await desk.look();
    expect(await desk.alert('EXPORT_LATE')).toMatchObject({ facts: { sessions: 1, exportHours: 12 } });
    await lastsUntil('EXPORT_LATE', async () => {
      const sealed = desk.stream.events.at(-1)?.event['key'];
      const exportId = randomUUID();
      const at = desk.story.at();
      desk.stream.append({ type: 'exportStarted', at, ...{ by: 'RESP', exportId, sessions: [sealed] } });
      desk.stream.append({ type: 'sessionAcknowledged', at, ...{ exportId, session: sealed } });
    });
  });

  it('DIFFERENCE_OVER_TOLERANCE: of what is missing from a drawer, until it is recounted', async () => {
    desk.story.imports().opens().closes(-250);
    await desk.look();
    const sealed = desk.stream.events.at(-1)?.event ?? {};
    expect(await desk.alert('DIFFERENCE_OVER_TOLERANCE')).toMatchObject({
      facts: { sessionId: sealed['sessionId'], differenceCents: -250, toleranceCents: 200 },
    });
    await lastsUntil('DIFFERENCE_OVER_TOLERANCE', async () =>
      desk.stream.append({
        type: 'sessionRecounted',
        at: desk.story.at(),
        ...{ by: 'RESP', sessionId: sealed['sessionId'], key: sealed['key'], recountId: randomUUID() },
        ...{ number: 1, countedCashCents: 10_000, formerCountCents: 9_750, differenceCents: 0 },
        ...{ reason: 'un rouleau oublié', authorisedBy: null },
      }),
    );
  });

  it('PRINTER_SILENT: of an agent that is silent while its till sells, until it is heard of', async () => {
    desk.story.imports().opens();
    await desk.report({ agentSeenAt: desk.ago(11 * MINUTE_MS) });
    await desk.look();
    expect(await desk.alert('PRINTER_SILENT')).toMatchObject({
      tillId: desk.tillId,
      registerId: desk.registerId,
    });
    await lastsUntil('PRINTER_SILENT', () => desk.report());
  });

  it.each(['PAPER_OUT', 'COVER_OPEN'] as const)(
    'PRINTER_OUT_OF_PAPER: of a printer that says %s for a while, until it is ready',
    async (state) => {
      const printer = { state, since: desk.ago(MINUTE_MS), paperLow: true, jobsWaiting: 1 };
      await desk.look();
      await desk.report({ printer });
      await desk.look();
      expect(await desk.alerts('PRINTER_OUT_OF_PAPER')).toEqual([]);
      desk.move(2 * MINUTE_MS);
      await desk.report({ printer });
      await desk.look();
      expect(await desk.alert('PRINTER_OUT_OF_PAPER')).toMatchObject({
        tillId: desk.tillId,
        facts: { state },
      });
      await lastsUntil('PRINTER_OUT_OF_PAPER', () =>
        desk.report({ printer: { ...printer, state: 'READY', since: desk.now } }),
      );
    },
  );

  it('TILL_SILENT: of a page that is silent while its register is open, and of none that is simply off', async () => {
    desk.story.imports();
    await desk.report({ pageSeenAt: desk.ago(HOUR_MS) });
    await desk.look();
    expect(await desk.alerts('TILL_SILENT')).toEqual([]);
    desk.story.opens();
    await desk.look();
    expect(await desk.alert('TILL_SILENT')).toMatchObject({ subject: desk.tillId });
    await lastsUntil('TILL_SILENT', async () => desk.story.closes());
  });

  it('IMPORT_FAILING: of imports that fail in a row, counting on, until one succeeds', async () => {
    const fails = () => {
      const job = { by: 'RESP', tillId: desk.tillId, jobId: randomUUID() };
      desk.stream.append({ type: 'importStarted', at: desk.story.at(), ...job });
      const failed = { jobId: job.jobId, reason: 'CHECKSUM', restored: 'AWAITING_IMPORT' };
      desk.stream.append({ type: 'importFailed', at: desk.story.at(), ...failed });
    };
    fails();
    fails();
    await desk.look();
    expect(await desk.alerts('IMPORT_FAILING')).toEqual([]);
    fails();
    await desk.look();
    const { alertId } = await desk.alert('IMPORT_FAILING');
    fails();
    await desk.look();
    expect(await desk.alert('IMPORT_FAILING')).toMatchObject({
      alertId,
      updates: 1,
      facts: { failures: 4, reason: 'CHECKSUM' },
    });
    desk.story.imports();
    await desk.look();
    expect(await desk.alerts('IMPORT_FAILING')).toEqual([]);
  });

  it('IMPORT_FAILING: of a register that nobody imports again, until somebody has acknowledged it', async () => {
    const fails = () => {
      const jobId = randomUUID();
      const job = { by: 'RESP', tillId: desk.tillId, jobId };
      desk.stream.append({ type: 'importStarted', at: desk.now, ...job });
      const failed = { jobId, reason: 'GONE', restored: 'AWAITING_IMPORT' };
      desk.stream.append({ type: 'importFailed', at: desk.now, ...failed });
    };
    for (let failures = 0; failures < 3; failures += 1) fails();
    await desk.look();
    const { alertId } = await desk.alert('IMPORT_FAILING');
    desk.move(25 * HOUR_MS);
    await desk.look();
    expect(await desk.alert('IMPORT_FAILING')).toMatchObject({ alertId, updates: 0 });
    value(await desk.acknowledge(alertId));
    await lastsNoMore('IMPORT_FAILING');
    fails();
    await desk.look();
    expect(await desk.alert('IMPORT_FAILING')).toMatchObject({ facts: { failures: 4 } });
  });

  it('OUTBOX_OLD: of a store that says nothing, or whose events do not come, until they do', async () => {
    desk.story.imports();
    await desk.look();
    await desk.report();
    desk.move(6 * MINUTE_MS);
    await desk.look();
    expect(await desk.alert('OUTBOX_OLD')).toMatchObject({ severity: 'CRITICAL', facts: { kind: 'SILENT' } });
    await lastsUntil('OUTBOX_OLD', () => desk.report({}, 3));
    desk.move(6 * MINUTE_MS);
    await desk.report({}, 3);
    await desk.look();
    expect(await desk.alert('OUTBOX_OLD')).toMatchObject({ facts: { kind: 'BEHIND' } });
    await desk.report();
    await desk.look();
    expect(await desk.alerts('OUTBOX_OLD')).toEqual([]);
  });

  it('OUTBOX_OLD: of no store that spoke while head office could not hear, and takes nothing back that it has raised', async () => {
    desk.story.imports();
    await desk.look();
    await desk.report({}, 1);
    desk.move(HOUR_MS);
    desk.hears();
    await desk.look();
    await desk.report({}, 1);
    await desk.look();
    expect(await desk.alerts('OUTBOX_OLD')).toEqual([]);
    desk.move(4 * MINUTE_MS);
    await desk.look();
    expect(await desk.alerts('OUTBOX_OLD')).toEqual([]);
    desk.move(2 * MINUTE_MS);
    await desk.look();
    const { alertId } = await desk.alert('OUTBOX_OLD');
    desk.hears();
    await desk.look();
    expect(await desk.alert('OUTBOX_OLD')).toMatchObject({ alertId, facts: { kind: 'SILENT' } });
    await desk.report();
    await desk.look();
    expect(await desk.alerts('OUTBOX_OLD')).toEqual([]);
  });

  it('OUTBOX_OLD: of no store that is so busy that it has always something more to tell', async () => {
    desk.story.imports().opens();
    for (let round = 0; round < 4; round += 1) {
      await desk.look();
      desk.move(3 * MINUTE_MS);
      desk.story.sells(100);
      await desk.report();
    }
    await desk.look();
    expect(await desk.alerts('OUTBOX_OLD', 'ALL')).toEqual([]);
  });

  it('INTEGRITY_FAULT: of events that were changed, counting on, until somebody has looked', async () => {
    desk.story.imports().opens().sells(100).sells(200);
    for (const one of desk.stream.events.slice(3)) one.event = { ...one.event, ttcCents: 1 };
    await desk.look();
    const { alertId, facts } = await desk.alert('INTEGRITY_FAULT');
    expect(facts).toMatchObject({ faults: 2, code: 'HASH' });
    desk.stream.append({ type: 'somethingNew', at: desk.story.at() });
    await desk.look();
    expect(await desk.alert('INTEGRITY_FAULT')).toMatchObject({ alertId, updates: 1, facts: { faults: 3 } });
    const settled = value(await desk.acknowledge(alertId, 'nadia', 'vu avec le support'));
    expect(settled).toMatchObject({ acknowledged: { by: 'nadia' }, closedAt: desk.now });
    await desk.look();
    expect(await desk.alerts('INTEGRITY_FAULT')).toEqual([]);
  });

  it('PASSWORDS_FAILED: of many wrong passwords in a row, until it has been quiet for a while', async () => {
    const fail = (failures: number) =>
      desk.storeStream.append({
        type: 'passwordsFailed',
        at: desk.now,
        ...{ tillId: desk.tillId, sellerCode: 'V01', failures },
      });
    fail(3);
    await desk.look();
    expect(await desk.alerts('PASSWORDS_FAILED')).toEqual([]);
    fail(5);
    await desk.look();
    desk.move(20 * MINUTE_MS);
    fail(10);
    await desk.look();
    expect(await desk.alert('PASSWORDS_FAILED')).toMatchObject({ updates: 1, facts: { failures: 10 } });
    desk.move(20 * MINUTE_MS);
    await lastsUntil('PASSWORDS_FAILED', async () => desk.move(11 * MINUTE_MS));
  });

  it('FORCED_ACTION: of each that was forced, until somebody has acknowledged it', async () => {
    desk.story.imports().opens();
    const toTillId = randomUUID();
    const moved = { ...byTwo, fromTillId: desk.tillId, toTillId, epoch: 2 };
    desk.stream.append({ type: 'holdTransferred', at: desk.story.at(), ...moved });
    const released = { ...byTwo, tillId: toTillId, epoch: 2 };
    desk.stream.append({ type: 'holdForceReleased', at: desk.story.at(), ...released });
    desk.stream.append({ type: 'registerWrittenOff', at: desk.story.at(), ...byTwo });
    desk.stream.append({
      type: 'clockCorrected',
      at: desk.story.at(),
      ...{ ...byTwo, formerFloor: desk.now },
    });
    await desk.look();
    await desk.look();
    const alerts = await desk.alerts('FORCED_ACTION');
    expect(alerts.map(({ facts }) => facts['action']).sort()).toEqual([
      'clockCorrected',
      'holdForceReleased',
      'holdTransferred',
      'registerWrittenOff',
    ]);
    for (const { alertId } of alerts) value(await desk.acknowledge(alertId));
    expect(await desk.alerts('FORCED_ACTION')).toEqual([]);
    expect(await desk.alerts('FORCED_ACTION', 'ALL')).toHaveLength(4);
  });

  it('FORCED_ACTION: of sellers who were logged out at a closing', async () => {
    desk.story.imports().opens().closes();
    const sealed = desk.stream.events.at(-1)?.event ?? {};
    desk.stream.events.pop();
    const connection = { connectionId: randomUUID(), sellerCode: 'V01', stale: true };
    desk.stream.append({ ...sealed, type: 'sessionSealed', at: desk.now, ...{ loggedOut: [connection] } });
    await desk.look();
    expect(await desk.alert('FORCED_ACTION')).toMatchObject({
      facts: { action: 'sessionSealed', by: 'RESP', loggedOut: 1 },
    });
  });
});
