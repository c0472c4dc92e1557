import { randomUUID } from 'node:crypto';
import {
  alertCommands,
  alertQueries,
  changesSubject,
  supervisionQueries,
  toldChanges,
} from '@encaisse/contracts';
import { AlertDesk, HOUR_MS } from '../../spec/alert-desk.js';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { AlertWatch } from './alert-watch.js';

let house: HeadOfficeHouse;
let desk: AlertDesk;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('alerts');
});
afterAll(() => house?.close());
beforeEach(async () => {
  desk = await AlertDesk.open(house);
});

describe('an alert', () => {
  beforeEach(async () => {
    desk.story.imports().opens();
    desk.move(17 * HOUR_MS);
  });

  it('is acknowledged by one person, stays open while it lasts, and is no other one after a restart', async () => {
    await desk.look();
    const { alertId } = await desk.alert('OPEN_TOO_LONG');
    value(await desk.acknowledge(alertId, 'nadia', 'j’appelle le magasin'));
    value(await desk.acknowledge(alertId, 'karim'));
    await house.restart();
    desk.setClock();
    await desk.look();
    expect(await desk.alert('OPEN_TOO_LONG')).toMatchObject({
      alertId,
      acknowledged: { by: 'nadia', note: 'j’appelle le magasin' },
      closedAt: null,
    });
    const unknown = await desk.acknowledge(alertId, 'nadia', null, randomUUID());
    expect(unknown).toMatchObject({ refusal: { code: 'ALERT_UNKNOWN' } });
  });

  it('is one, however many look at once', async () => {
    const watch = house.app.get(AlertWatch);
    await desk.look();
    desk.story.closes(-900);
    await Promise.all([desk.look(), watch.run(), watch.run()]);
    await desk.look();
    expect(await desk.alerts('DIFFERENCE_OVER_TOLERANCE', 'ALL')).toHaveLength(1);
  });

  it('is shown to watchers when it is raised, acknowledged and closed, in the order of all changes', async () => {
    const told: { position: number; previous: number; body: string }[] = [];
    const stop = house.bus.onTold(changesSubject, (body) => told.push(...toldChanges.parse(body)));
    await house.bus.isReady();
    await desk.look();
    value(await desk.acknowledge((await desk.alert('OPEN_TOO_LONG')).alertId));
    desk.story.closes();
    await desk.look();
    const ours = () =>
      told
        .map(({ body }) => JSON.parse(body))
        .filter(({ type, alert }) => type === 'alert' && alert.storeId === desk.storeId)
        .filter(({ alert }) => alert.rule === 'OPEN_TOO_LONG');
    while (ours().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    stop();
    expect(ours().map(({ alert }) => [alert.acknowledged?.by ?? null, alert.closedAt !== null])).toEqual([
      [null, false],
      ['nadia', false],
      ['nadia', true],
    ]);
    for (const [index, { previous }] of told.slice(1).entries()) expect(previous).toBe(told[index]?.position);
    expect(value(await house.ask(supervisionQueries.checkReadModel, {})).differing).toEqual([]);
  });

  it('is seen by nobody who watches other stores only, and listed page by page', async () => {
    await desk.look();
    const asked = { state: 'ALL' as const, limit: 50 };
    const { alerts } = value(await house.ask(alertQueries.listAlerts, { ...asked, stores: [randomUUID()] }));
    expect(alerts).toEqual([]);
    expect(value(await house.ask(alertQueries.listAlerts, { ...asked, stores: [] })).alerts).toEqual([]);
    const all = value(await house.ask(alertQueries.listAlerts, { ...asked, stores: null })).alerts;
    const paged: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = value(
        await house.ask(alertQueries.listAlerts, { ...asked, stores: null, limit: 4, cursor }),
      );
      paged.push(...page.alerts.map(({ alertId }) => alertId));
      cursor = page.nextCursor ?? undefined;
      more = page.nextCursor !== null;
    }
    expect(paged.slice(0, 50)).toEqual(all.map(({ alertId }) => alertId));
    expect(all.some(({ storeId }) => storeId === desk.storeId)).toBe(true);
  });

  it('follows the thresholds of its store, of which only what is named is changed', async () => {
    await desk.look();
    const { storeId } = desk;
    const change = (openHours: number, of = storeId) =>
      house.ask(alertCommands.changeAlertThresholds, {
        ...{ idempotencyKey: randomUUID(), administrator: 'nadia', storeId: of, openHours },
      });
    expect(value(await change(20))).toMatchObject({
      thresholds: { openHours: 20, exportHours: 12 },
      changed: { by: 'nadia' },
    });
    await desk.look();
    expect(await desk.alerts('OPEN_TOO_LONG')).toEqual([]);
    expect(await change(20, randomUUID())).toMatchObject({ refusal: { code: 'STORE_UNKNOWN' } });
    const read = (stores: string[] | null) =>
      house.ask(alertQueries.readAlertThresholds, { stores, storeId });
    expect(value(await read(null)).thresholds.openHours).toBe(20);
    expect(await read([randomUUID()])).toMatchObject({ refusal: { code: 'STORE_UNKNOWN' } });
  });
});
