import { randomUUID, subtle } from 'node:crypto';
import { alertDeliveryCommands } from '@encaisse/contracts';
import { DeliveryDesk } from '../../spec/delivery-desk.js';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';
import { HookReceiver, type TakenHook } from '../../spec/receivers.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliverySending } from './delivery-sending.js';

let house: HeadOfficeHouse;
let hooks: HookReceiver;
let desk: DeliveryDesk;
beforeAll(async () => {
  house = await HeadOfficeHouse.open('webhooks', {
    WEBHOOK_NETWORKS: '127.0.0.0/8',
    PUBLIC_URL: 'https://encaisse.chaine.example/',
  });
});
afterAll(() => house?.close());
beforeEach(async () => {
  hooks = await HookReceiver.open();
  desk = await DeliveryDesk.open(house);
});
afterEach(async () => {
  await desk?.leave();
  await hooks?.close();
});

const subscribe = (path = '/alertes') => desk.subscribe({ channel: 'WEBHOOK', url: hooks.url + path });
const MINUTE_MS = 60_000;

/** As the receiver's own library does it, and with none of our code. */
async function isSigned({ headers, body }: TakenHook, secret: string): Promise<boolean> {
  const raw = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const key = await subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const said = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
  const signature = String(headers['webhook-signature']).replace('v1,', '');
  return subtle.verify('HMAC', key, Buffer.from(signature, 'base64'), Buffer.from(said));
}

describe('a webhook', () => {
  it('is told what is raised, acknowledged and closed, in words and signed', async () => {
    const { secret } = await subscribe();
    await desk.raise();
    await desk.send();
    const { alertId } = await desk.alerts.alert('OPEN_TOO_LONG');
    value(await desk.alerts.acknowledge(alertId, 'nadia', 'j’appelle le magasin'));
    await desk.send();
    await desk.close();
    await desk.send();
    expect(hooks.taken.map(({ notice }) => [notice.type, notice.data.alert?.alertId])).toEqual([
      ['alert.raised', alertId],
      ['alert.acknowledged', alertId],
      ['alert.closed', alertId],
    ]);
    for (const hook of hooks.taken) {
      expect(await isSigned(hook, secret)).toBe(true);
      expect(await isSigned({ ...hook, body: `${hook.body} ` }, secret)).toBe(false);
      expect(Math.abs(Number(hook.headers['webhook-timestamp']) - Date.now() / 1_000)).toBeLessThan(60);
    }
    const { tillId, registerId, storeId } = desk.alerts;
    expect(hooks.taken[0]).toMatchObject({
      path: '/alertes',
      notice: {
        version: 1,
        data: {
          text: expect.stringContaining('CAISSE 01 ouverte depuis'),
          link: `https://encaisse.chaine.example/siege/alertes/${alertId}`,
          store: { storeId, code: 'S01', name: 'Lyon' },
          register: { registerId, name: 'CAISSE 01' },
          till: { tillId, name: 'Poste 1' },
        },
      },
    });
    expect(new Set(hooks.taken.map(({ id }) => id)).size).toBe(3);
    expect(await desk.deliveries()).toMatchObject([
      { state: 'DELIVERED', moment: 'RAISED', attempts: 1, target: hooks.url, rule: 'OPEN_TOO_LONG' },
      { state: 'DELIVERED', moment: 'ACKNOWLEDGED' },
      { state: 'DELIVERED', moment: 'CLOSED' },
    ]);
  });

  it('is not told that facts have changed, nor what it did not ask for', async () => {
    const to = { channel: 'WEBHOOK' as const, url: hooks.url };
    await desk.subscribe(to, { moments: ['CLOSED'] });
    await desk.subscribe(to, { severityMin: 'CRITICAL' });
    await desk.subscribe(to, { rule: 'IMPORT_FAILING' });
    await desk.raise();
    await desk.send();
    expect(hooks.taken).toEqual([]);
    await desk.close();
    await desk.send();
    expect(hooks.taken.map(({ notice }) => notice.type)).toEqual(['alert.closed']);
  });

  it('that fails five times is asked again after longer and longer, with the same id', async () => {
    await subscribe();
    hooks.answer = () => (hooks.taken.length > 5 ? 200 : 500);
    await desk.raise();
    const pauses: number[] = [];
    await desk.send();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(hooks.taken).toHaveLength(attempt);
      const [delivery] = await desk.deliveries();
      expect(delivery).toMatchObject({ state: 'PENDING', attempts: attempt, lastError: 'HTTP 500' });
      pauses.push(Date.parse(delivery?.nextAttemptAt ?? '') - Date.parse(desk.alerts.now));
      await desk.send((pauses.at(-1) ?? 0) - 1_000);
      expect(hooks.taken).toHaveLength(attempt);
      await desk.send(1_000);
    }
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(8_000 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(12_000 * 2 ** index);
    }
    expect(new Set(hooks.taken.map(({ id, body }) => id + body)).size).toBe(1);
    expect(await desk.deliveries()).toMatchObject([{ state: 'DELIVERED', attempts: 6, lastError: null }]);
  });

  it('that never answers well is given up, and an operator has it sent again', async () => {
    await subscribe();
    hooks.answer = () => 503;
    await desk.raise();
    await desk.send();
    await desk.send(24 * 60 * MINUTE_MS);
    const [delivery] = await desk.deliveries({ state: 'FAILED' });
    expect(delivery).toMatchObject({ state: 'FAILED', attempts: 2, nextAttemptAt: null });
    await desk.send(24 * 60 * MINUTE_MS);
    expect(hooks.taken).toHaveLength(2);
    hooks.answer = () => 200;
    const { deliveryId = '' } = delivery ?? {};
    const retry = (wanted = {}) =>
      house.ask(alertDeliveryCommands.retryAlertDelivery, { ...desk.key(), deliveryId, ...wanted });
    expect(await retry({ stores: [randomUUID()] })).toMatchObject({ refusal: { code: 'DELIVERY_UNKNOWN' } });
    expect(value(await retry())).toMatchObject({ state: 'PENDING' });
    await desk.send(0);
    expect(hooks.taken.map(({ id }) => id)).toEqual([deliveryId, deliveryId, deliveryId]);
    expect(await retry()).toMatchObject({ refusal: { code: 'DELIVERY_MADE' } });
  });

  it('that does not answer holds up nobody else', async () => {
    const slow = await HookReceiver.open();
    slow.answer = () => undefined;
    await desk.subscribe({ channel: 'WEBHOOK', url: slow.url });
    await subscribe();
    await desk.raise();
    desk.alerts.move(5_000);
    const began = performance.now();
    const sending = house.app.get(DeliverySending).run();
    while (slow.taken.length === 0 || hooks.taken.length === 0) await pause();
    await desk.close();
    while (hooks.taken.length < 2) await pause();
    expect(performance.now() - began).toBeLessThan(5_000);
    await sending;
    expect(await desk.deliveries()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ state: 'PENDING', lastError: 'no answer within 10 s' }),
      ]),
    );
    await slow.close();
  }, 40_000);

  it('is told again under the same id when the service ends between sending and noting', async () => {
    await subscribe();
    await desk.raise();
    const noting = jest.spyOn(house.app.get(DeliveryRepository), 'delivered');
    noting.mockRejectedValue(new Error('killed'));
    await expect(desk.send()).rejects.toThrow('killed');
    expect(await desk.deliveries()).toMatchObject([{ state: 'PENDING', attempts: 0 }]);
    await house.restart();
    desk.alerts.setClock();
    await desk.send();
    const [first, second, ...others] = hooks.taken;
    expect(others).toEqual([]);
    expect(second).toMatchObject({ id: first?.id, body: first?.body });
    expect(await desk.deliveries()).toMatchObject([{ state: 'DELIVERED', deliveryId: first?.id }]);
  });

  it('is sent by one process, however many look at once', async () => {
    await subscribe();
    await desk.raise();
    const sending = house.app.get(DeliverySending);
    await Promise.all([desk.send(), sending.run(), sending.run()]);
    await desk.send();
    expect(hooks.taken).toHaveLength(1);
  });

  it('that answers 410 is switched off, and what waits for it is not sent', async () => {
    const { subscriptionId } = await subscribe();
    hooks.answer = () => 410;
    await desk.raise();
    await desk.close();
    await desk.send();
    expect(hooks.taken).toHaveLength(1);
    expect((await desk.deliveries()).map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
    const test = () =>
      house.ask(alertDeliveryCommands.testAlertSubscription, { ...desk.key(), subscriptionId });
    expect(await test()).toMatchObject({ refusal: { code: 'SUBSCRIPTION_OFF', facts: { reason: 'GONE' } } });
    const [{ deliveryId = '' } = {}] = await desk.deliveries();
    const again = { ...desk.key(), deliveryId };
    const retried = await house.ask(alertDeliveryCommands.retryAlertDelivery, again);
    expect(retried).toMatchObject({ refusal: { code: 'SUBSCRIPTION_OFF' } });
    hooks.answer = () => 204;
    const on = { ...desk.key(), subscriptionId, enabled: true };
    const changed = value(await house.ask(alertDeliveryCommands.changeAlertSubscription, on));
    expect(changed.off).toBeNull();
    expect(value(await test()).deliveries).toMatchObject([{ moment: 'TEST', state: 'PENDING' }]);
    await desk.send(0);
    expect(hooks.taken.at(-1)?.notice).toMatchObject({ type: 'test', data: { alert: null } });
  });

  it('follows no redirect, and reads nothing of the answer', async () => {
    await subscribe();
    hooks.answer = (_hook, response) => {
      response.writeHead(302, { location: `${hooks.url}/elsewhere` });
      // Without an end: it is not waited for.
      response.write('x'.repeat(100_000));
      return undefined;
    };
    await desk.raise();
    await desk.send();
    expect(hooks.taken.map(({ path }) => path)).toEqual(['/alertes']);
    expect(await desk.deliveries()).toMatchObject([{ lastError: 'HTTP 302, which is not followed' }]);
  });
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));
