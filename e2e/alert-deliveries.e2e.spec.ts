import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  adminLoginReply,
  alertDeliveryCommands,
  alertDeliveryQueries,
  alertNotice,
  newAlertSubscription,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { Api, granted } from '../tools/demo-day/src/api.js';
import { addressOf } from '../tools/launch/services.mjs';
import { openTestStack, type TestStack } from '../tools/launch/test-stack.mjs';
import { until } from './support/until.js';

const SUBSCRIPTIONS = '/alert-subscriptions';

describe('what is told of alerts, through the real services', () => {
  let stack: TestStack;
  let receiver: Server;
  let administrator: Api;
  const taken: { readonly id: string; readonly body: string }[] = [];
  /** What is done with the first one, before it is answered. */
  let meanwhile: (request: IncomingMessage) => void = () => undefined;

  beforeAll(async () => {
    receiver = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      taken.push({ id: String(request.headers['webhook-id']), body });
      if (taken.length === 1) meanwhile(request);
      else response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const settings = { 'supervision-service': { WEBHOOK_NETWORKS: '127.0.0.0/8' } };
    stack = await openTestStack('alert-deliveries', { only: ['supervision-service', 'gateway'], settings });
    const { scene } = stack;
    const base = `${addressOf(scene, 'gateway')}/api/v1`;
    const body = { user: 'admin', password: scene.secret('admin-password') };
    const call = { method: 'POST', path: '/head-office/login', body } as const;
    const { token } = granted('log in', await new Api(base, undefined).call(call, adminLoginReply));
    administrator = new Api(`${base}/head-office`, token);
  }, 120_000);
  afterAll(async () => {
    await stack?.close();
    receiver?.closeAllConnections();
    receiver?.close();
  }, 60_000);

  const deliveries = async () => {
    const list = { method: 'GET', path: '/alert-deliveries' } as const;
    const { reply } = alertDeliveryQueries.listAlertDeliveries;
    return granted('deliveries', await administrator.call(list, reply)).deliveries;
  };

  it('arrives once more, under its id, when the service is killed before it has noted that it arrived', async () => {
    meanwhile = (request) => {
      stack.supervisor.kill('supervision-service');
      request.socket.destroy();
    };
    const subscriptionId = uuidv7();
    const { port } = receiver.address() as AddressInfo;
    const to = { channel: 'WEBHOOK', url: `http://127.0.0.1:${port}/alertes` };
    const create = { method: 'POST', path: SUBSCRIPTIONS, body: { subscriptionId, to } } as const;
    const { secret } = granted('subscribe', await administrator.call(create, newAlertSubscription));
    expect(secret).toMatch(/^whsec_/u);
    const test = { method: 'POST', path: `${SUBSCRIPTIONS}/${subscriptionId}/test` } as const;
    const { reply } = alertDeliveryCommands.testAlertSubscription;
    const { deliveries: asked } = granted('test', await administrator.call(test, reply));
    const [delivery] = await until('it is delivered', async () => {
      const listed = await deliveries();
      return listed.some(({ state }) => state === 'DELIVERED') ? listed : undefined;
    });
    expect(delivery).toMatchObject({ deliveryId: asked[0]?.deliveryId, moment: 'TEST' });
    const [first, second, ...others] = taken;
    expect(others).toEqual([]);
    expect(first).toEqual(second);
    expect(first?.id).toBe(delivery?.deliveryId);
    expect(alertNotice.parse(JSON.parse(first?.body ?? '')).type).toBe('test');

    const retry = { method: 'POST', path: `/alert-deliveries/${delivery?.deliveryId}/retry` } as const;
    const retried = await administrator.call(retry, z.unknown());
    expect(retried).toMatchObject({ problem: { code: 'DELIVERY_MADE', status: 409 } });
    const end = { method: 'DELETE', path: `${SUBSCRIPTIONS}/${subscriptionId}` } as const;
    granted('end', await administrator.call(end, z.unknown()));
    const list = { method: 'GET', path: SUBSCRIPTIONS } as const;
    const { reply: listed } = alertDeliveryQueries.listAlertSubscriptions;
    expect(granted('list', await administrator.call(list, listed)).subscriptions).toEqual([]);
  }, 120_000);
});
