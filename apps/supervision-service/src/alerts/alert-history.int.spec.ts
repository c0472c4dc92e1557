import { randomUUID } from 'node:crypto';
import { alertDeliveryCommands, alertDeliveryQueries, supervisionQueries } from '@encaisse/contracts';
import { AlertDesk, HOUR_MS } from '../../spec/alert-desk.js';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';

let house: HeadOfficeHouse;
let desk: AlertDesk;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('alert_history');
});
afterAll(() => house?.close());
beforeEach(async () => {
  desk = await AlertDesk.open(house);
});

const HOOK = { channel: 'WEBHOOK', url: 'https://hooks.chaine.example/' } as const;
const byTwo = { by: 'RESP', approvedBy: 'siege:admin', reason: 'poste en panne' };
const failed = (failures: number) =>
  desk.storeStream.append({
    type: 'passwordsFailed',
    at: desk.now,
    ...{ tillId: desk.tillId, sellerCode: 'V01', failures },
  });
const forced = () => {
  const moved = { ...byTwo, fromTillId: desk.tillId, toTillId: randomUUID(), epoch: 2 };
  desk.stream.append({ type: 'holdTransferred', at: desk.now, ...moved });
};
const overview = async () => {
  const asked = { stores: [desk.storeId], storeId: desk.storeId, limit: 10 };
  return value(await house.ask(supervisionQueries.overview, asked)).registers[0];
};

describe('a store that head office learns of late', () => {
  it('raises nothing of what was forced or guessed at more than a day ago', async () => {
    desk.story.imports().opens();
    forced();
    failed(10);
    desk.move(25 * HOUR_MS);
    await desk.look();
    expect(await desk.alerts('FORCED_ACTION', 'ALL')).toEqual([]);
    expect(await desk.alerts('PASSWORDS_FAILED', 'ALL')).toEqual([]);
    forced();
    failed(11);
    await desk.look();
    expect(await desk.alerts('FORCED_ACTION')).toHaveLength(1);
    expect(await desk.alerts('PASSWORDS_FAILED')).toHaveLength(1);
  });

  it('raises one alert of what is wrong in the history of a stream, told to nobody, beside the one of what goes wrong now', async () => {
    await desk.look();
    desk.story.imports().opens().sells(100).sells(200);
    for (const one of desk.stream.events.slice(3)) one.event = { ...one.event, ttcCents: 1 };
    desk.move(25 * HOUR_MS);
    const subscription = { subscriptionId: randomUUID(), storeId: desk.storeId, rule: null, to: HOOK };
    const asked = { idempotencyKey: randomUUID(), administrator: 'nadia', stores: null, ...subscription };
    const told = { severityMin: 'INFO' as const, moments: ['RAISED' as const] };
    value(await house.ask(alertDeliveryCommands.createAlertSubscription, { ...asked, ...told }));
    await desk.look();
    expect(await desk.alert('INTEGRITY_FAULT')).toMatchObject({
      subject: `${desk.registerId}/old`,
      registerId: desk.registerId,
      facts: { faults: 2, old: true },
    });
    desk.stream.append({ type: 'somethingNew', at: desk.now });
    await desk.look();
    expect(await desk.alerts('INTEGRITY_FAULT')).toMatchObject([
      { subject: desk.registerId, facts: { faults: 1 } },
      { facts: { faults: 2 } },
    ]);
    const wanted = { stores: null, storeId: desk.storeId, limit: 50 };
    const { deliveries } = value(await house.ask(alertDeliveryQueries.listAlertDeliveries, wanted));
    const faults = (await desk.alerts('INTEGRITY_FAULT')).map(({ alertId }) => alertId);
    expect(deliveries.filter(({ rule }) => rule === 'INTEGRITY_FAULT')).toMatchObject([
      { alertId: faults[0] },
    ]);
  });
});

it('one thing that was forced is one alert, wherever its place is among all that was told', async () => {
  desk.story.imports().opens();
  forced();
  await desk.look();
  const { incarnation, events } = desk.stream;
  expect((await desk.alert('FORCED_ACTION')).subject).toBe(
    `${desk.registerId}/${incarnation}/${events.length}`,
  );
});

it('nothing is expected of a register that was written off with a day that head office never got', async () => {
  desk.story.imports().opens().closes(-900);
  desk.move(20 * HOUR_MS);
  await desk.look();
  await desk.alert('EXPORT_LATE');
  await desk.alert('DIFFERENCE_OVER_TOLERANCE');
  const at = desk.story.at();
  desk.stream.append({ type: 'holdForceReleased', at, ...{ ...byTwo, tillId: desk.tillId, epoch: 1 } });
  await desk.look();
  expect(await desk.alert('EXPORT_LATE')).toMatchObject({ facts: { sessions: 1 } });
  expect(await overview()).toMatchObject({ state: 'OUT_OF_SERVICE', retired: false, pendingSessionCount: 1 });
  desk.stream.append({ type: 'registerWrittenOff', at: desk.story.at(), ...byTwo });
  await desk.look();
  expect(await desk.alerts('EXPORT_LATE')).toEqual([]);
  expect(await desk.alerts('DIFFERENCE_OVER_TOLERANCE')).toEqual([]);
  expect(await overview()).toMatchObject({
    ...{ state: 'OUT_OF_SERVICE', retired: true, pendingSessionCount: 0, oldestPendingAt: null },
  });
  expect(value(await house.ask(supervisionQueries.checkReadModel, {})).differing).toEqual([]);
});
