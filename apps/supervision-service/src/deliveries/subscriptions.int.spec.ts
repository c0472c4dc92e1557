import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import {
  type AlertTarget,
  alertDeliveryCommands,
  alertDeliveryQueries,
  alertQueries,
  userQueries,
} from '@encaisse/contracts';
import { DeliveryDesk } from '../../spec/delivery-desk.js';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { DeliveryForgetting } from './delivery-forgetting.js';

let house: HeadOfficeHouse;
let desk: DeliveryDesk;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('subscriptions', { WEBHOOK_NETWORKS: '192.168.7.0/24' });
});
afterAll(() => house?.close());
beforeEach(async () => {
  desk = await DeliveryDesk.open(house);
});
afterEach(() => desk?.leave());

const hook = (url = 'https://hooks.chaine.example/T0/secret'): AlertTarget => ({ channel: 'WEBHOOK', url });
const refusal = (code: string) => ({ ok: false, refusal: expect.objectContaining({ code }) });
const { changeAlertSubscription, deleteAlertSubscription, testAlertSubscription } = alertDeliveryCommands;
const listed = async (stores: string[] | null = [desk.alerts.storeId]) =>
  value(await house.ask(alertDeliveryQueries.listAlertSubscriptions, { stores })).subscriptions;

describe('who is told of alerts', () => {
  it('is told a secret once; the same command again has the same answer, and no list shows it', async () => {
    const command = {
      ...desk.key(),
      ...{ subscriptionId: randomUUID(), storeId: desk.alerts.storeId, rule: null, to: hook() },
      ...{ severityMin: 'WARNING' as const, moments: ['RAISED' as const] },
    };
    const create = () => house.ask(alertDeliveryCommands.createAlertSubscription, command);
    const created = value(await create());
    expect(created.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/u);
    expect(await create()).toEqual({ ok: true, value: created });
    expect(await listed()).toEqual([created.subscription]);
    expect(await desk.create(hook(), { subscriptionId: command.subscriptionId })).toEqual(
      refusal('ID_REUSED'),
    );
    const tables = ['supervision_alert_subscriptions', 'supervision_people_journal'];
    const kept = await house.dump([...tables, 'supervision_people_answers']);
    expect(kept).not.toContain(created.secret?.slice(6));
    const journal = value(await house.ask(userQueries.peopleJournal, { limit: 1 })).items;
    expect(journal).toMatchObject([
      {
        by: 'nadia',
        deed: 'ALERT_SUBSCRIPTION_CREATED',
        facts: { targets: ['https://hooks.chaine.example'] },
      },
    ]);
  });

  it.each([
    'http://192.168.8.1/',
    'https://192.168.8.1/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fe80::1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
  ])('is no %s', async (url) => {
    expect(await desk.create(hook(url))).toEqual(refusal('WEBHOOK_FORBIDDEN'));
  });

  it.each(['ftp://chaine.example/', 'https://user:pass@chaine.example/', 'chaine.example', 'https://'])(
    'is nothing like %s',
    async (url) => {
      expect(await desk.create(hook(url))).toEqual(refusal('BODY_INVALID'));
    },
  );

  it('may be a private network that is configured, by plain http too', async () => {
    expect((await desk.create(hook('http://192.168.7.9:8080/x'))).ok).toBe(true);
    expect((await desk.create(hook('https://192.168.7.9/x'))).ok).toBe(true);
  });

  it('is not connected to when its name turns out to mean an address that is not allowed', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as AddressInfo;
    // By its looks it might be public. Plain http to a name might go to the network that is configured.
    await desk.subscribe(hook(`https://localhost:${port}/`));
    await desk.subscribe(hook(`http://localhost:${port}/`));
    await desk.raise();
    await desk.send();
    expect((await desk.deliveries()).map(({ lastError }) => lastError)).toEqual([
      'no webhook may go to this address',
      'no webhook may go to this address',
    ]);
    expect(connections).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });

  it('gets no mail where no server for it is configured', async () => {
    const mail: AlertTarget = { channel: 'MAIL', addresses: ['nadia@chaine.example'] };
    expect(await desk.create(mail)).toEqual(refusal('MAIL_NOT_CONFIGURED'));
    const bad: AlertTarget = { channel: 'MAIL', addresses: ['nadia@chaine.example\r\nBcc: x@y.example'] };
    expect(await desk.create(bad)).toEqual(refusal('BODY_INVALID'));
  });

  it('is changed by what is named, stays on its channel, and is deleted for good', async () => {
    const { subscriptionId } = await desk.subscribe(hook());
    const change = (changes: object) =>
      house.ask(changeAlertSubscription, { ...desk.key('karim'), subscriptionId, ...changes });
    expect(value(await change({ severityMin: 'CRITICAL' }))).toMatchObject({
      ...{ severityMin: 'CRITICAL', storeId: desk.alerts.storeId, to: hook(), off: null },
      ...{ createdBy: 'nadia', changedBy: 'karim' },
    });
    const mail = { channel: 'MAIL', addresses: ['nadia@chaine.example'] };
    expect(await change({ to: mail })).toEqual(refusal('CHANNEL_DIFFERS'));
    expect(await change({ to: hook('https://10.0.0.1/') })).toEqual(refusal('WEBHOOK_FORBIDDEN'));
    expect(await change({ storeId: randomUUID() })).toEqual(refusal('STORE_UNKNOWN'));
    expect(value(await change({ enabled: false })).off).toMatchObject({ reason: 'PERSON' });
    await desk.raise();
    expect(await desk.deliveries()).toEqual([]);
    expect(value(await change({ enabled: true, storeId: null, severityMin: 'INFO' }))).toMatchObject({
      off: null,
      storeId: null,
    });
    await desk.close();
    expect(await desk.deliveries()).toMatchObject([{ state: 'PENDING', moment: 'CLOSED' }]);
    const ending = () => house.ask(deleteAlertSubscription, { ...desk.key(), subscriptionId });
    expect(await ending()).toEqual({ ok: true, value: {} });
    expect(await ending()).toEqual({ ok: true, value: {} });
    expect(await change({ enabled: true })).toEqual(refusal('SUBSCRIPTION_UNKNOWN'));
    expect((await listed(null)).some((one) => one.subscriptionId === subscriptionId)).toBe(false);
    expect(await desk.deliveries()).toMatchObject([{ state: 'CANCELLED' }]);
  });

  it('is forgotten ninety days after the last that was sent, and not while something waits', async () => {
    const forget = () => house.app.get(DeliveryForgetting).forget();
    const kept = async () => (await desk.deliveries()).map(({ subscriptionId }) => subscriptionId);
    const waiting = await desk.subscribe(hook());
    const ended = await desk.subscribe(hook());
    await desk.raise();
    const asked = { ...desk.key(), subscriptionId: ended.subscriptionId };
    value(await house.ask(deleteAlertSubscription, asked));
    const rows = async () =>
      (await house.admin.query(
        'SELECT subscription_id FROM supervision_alert_subscriptions WHERE subscription_id = ?',
        [ended.subscriptionId],
      )) as unknown[];
    const age = (table: string, column: string, days: number) =>
      house.admin.query(
        `UPDATE ${table} SET ${column} = UTC_TIMESTAMP(3) - INTERVAL ${days} DAY WHERE subscription_id IN (?)`,
        [[waiting.subscriptionId, ended.subscriptionId]],
      );
    await age('supervision_alert_deliveries', 'created_at', 89);
    await house.admin.query(
      'UPDATE supervision_alert_subscriptions SET deleted_at = UTC_TIMESTAMP(3) - INTERVAL 2 DAY WHERE subscription_id = ?',
      [ended.subscriptionId],
    );
    await forget();
    expect((await kept()).toSorted()).toEqual([waiting.subscriptionId, ended.subscriptionId].toSorted());
    expect(await rows()).toHaveLength(1);
    await age('supervision_alert_deliveries', 'created_at', 91);
    await forget();
    expect(await kept()).toEqual([waiting.subscriptionId]);
    expect(await rows()).toEqual([]);
  });

  it('is of her own stores for whoever sees some only', async () => {
    const other = await DeliveryDesk.open(house);
    const own = await desk.subscribe(hook());
    const theirs = await other.subscribe(hook());
    const everywhere = await desk.subscribe(hook(), { storeId: null });
    const stores = [desk.alerts.storeId];
    expect((await listed(stores)).map(({ subscriptionId }) => subscriptionId)).toEqual([own.subscriptionId]);
    expect(await desk.create(hook(), { stores, storeId: null })).toEqual(refusal('STORE_FORBIDDEN'));
    const elsewhere = { stores, storeId: other.alerts.storeId };
    expect(await desk.create(hook(), elsewhere)).toEqual(refusal('STORE_FORBIDDEN'));
    for (const { subscriptionId } of [theirs, everywhere]) {
      const asked = { ...desk.key(), stores, subscriptionId };
      for (const command of [changeAlertSubscription, deleteAlertSubscription, testAlertSubscription])
        expect(await house.ask(command, asked)).toEqual(refusal('SUBSCRIPTION_UNKNOWN'));
    }
    const widened = { ...desk.key(), stores, subscriptionId: own.subscriptionId, storeId: null };
    expect(await house.ask(changeAlertSubscription, widened)).toEqual(refusal('STORE_FORBIDDEN'));
    await desk.raise();
    await other.raise();
    const seen = await desk.deliveries({ stores, storeId: undefined });
    expect(new Set(seen.map(({ storeId }) => storeId))).toEqual(new Set(stores));
    expect(seen).toHaveLength(2);
    const asked = { stores, state: 'ALL' as const, limit: 50 };
    expect(value(await house.ask(alertQueries.listAlerts, asked)).alerts).toHaveLength(1);
  });
});
