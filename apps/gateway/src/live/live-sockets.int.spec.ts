import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { accessChangedSubject } from '@encaisse/contracts';
import { HttpRefusal } from '@encaisse/service-kit';
import { LiveClient } from '../../spec/live-client.js';
import { ADMINISTRATOR, call, type RunningGateway, runGateway } from '../../spec/running-gateway.js';
import { ToldChanges } from '../../spec/told-changes.js';
import { HeadOfficeCallers } from './head-office-callers.js';

/** The gateway, NATS and the sockets are real; supervision-service is a stand-in that this spec steers. */
let gateway: RunningGateway;
let told: ToldChanges;
let token: string;
const clients: LiveClient[] = [];
/** Tokens of this spec besides the administrator's, and what they may see. */
const scopes = new Map<string, readonly string[]>();
/** Of one token the first answer comes late. */
let slowAnswer: Promise<void> = Promise.resolve();

beforeAll(async () => {
  gateway = await runGateway({ LIVE_STUCK_SECONDS: '2', CORS_ORIGINS: 'https://siege.example' });
  told = await ToldChanges.serve(await gateway.fakeService('supervision-service'));
  const login = await call(gateway, 'POST', '/api/v1/head-office/login', { body: ADMINISTRATOR });
  ({ token } = login.body as { token: string });
  const callers = gateway.part(HeadOfficeCallers);
  const watching = callers.watching.bind(callers);
  callers.watching = async (given) => {
    if (given === 'token-read-slowly') {
      const answer = slowAnswer;
      slowAnswer = Promise.resolve();
      await answer;
    }
    const stores = scopes.get(given);
    if (stores) return { stores };
    if (given.startsWith('ended')) throw new HttpRefusal({ code: 'ADMIN_TOKEN_INVALID' });
    return watching(given);
  };
});
afterEach(() => {
  for (const client of clients.splice(0)) client.break();
});
afterAll(() => gateway?.stop());

const open = async (hello?: object, headers: Readonly<Record<string, string>> = {}): Promise<LiveClient> => {
  const client = await LiveClient.open(gateway.url, hello, headers);
  clients.push(client);
  return client;
};
const watch = (more: object = {}) => open({ type: 'hello', token, ...more });
const positionsOf = ({ changes }: LiveClient) => changes.map(({ position }) => position);
const seen =
  (...positions: readonly number[]) =>
  ({ changes }: LiveClient): boolean =>
    changes.at(-1)?.position === positions.at(-1);

describe('a watcher of head office', () => {
  it('is sent a snapshot page by page, then each change once, as it was encoded', async () => {
    const client = await watch();
    await client.untilSnapshot();
    const pages = client.messages.filter(({ type }) => type === 'snapshot');
    expect(pages).toMatchObject([
      { position: told.last, more: true, registers: [{ storeId: told.stores[0] }] },
      { position: told.last, more: false, registers: [{ storeId: told.stores[1] }] },
    ]);
    const positions = [told.change(), told.change({ store: 1 }), told.change()];
    await client.until(seen(...positions));
    expect(client.changes).toEqual(told.log.slice(-3).map(({ body }) => JSON.parse(body)));
  });

  it('that comes back after a break is sent what it missed, without another snapshot', async () => {
    const client = await watch();
    await client.untilSnapshot();
    await client.until(seen(told.change()));
    const { standing } = client;
    client.break();
    const missed = Array.from({ length: 1_200 }, () => told.change());
    const back = await watch(standing);
    await back.until(seen(...missed));
    const later = told.change();
    await back.until(seen(later));
    expect(positionsOf(back)).toEqual([...missed, later]);
    expect(back.messages.every(({ type }) => type === 'changes' || type === 'position')).toBe(true);
  });

  it('misses nothing of what was lost on NATS, came in the wrong order, or came twice', async () => {
    const client = await watch();
    await client.untilSnapshot();
    const positions = [told.change(), told.change({ tell: false }), told.change()];
    await client.until(seen(...positions));
    positions.push(told.change({ tell: false }), told.change({ tell: false }));
    const [first, second] = told.log.slice(-2);
    if (!first || !second) throw new Error('two changes');
    told.tell([second]);
    told.tell([first]);
    told.tell([second, first]);
    await client.until(seen(...positions));
    positions.push(told.change());
    await client.until(seen(...positions));
    expect(positionsOf(client)).toEqual(positions);
  });

  it('is sent a last change that was lost on NATS all the same', async () => {
    const client = await watch();
    await client.untilSnapshot();
    await client.until(seen(told.change()));
    await client.until(seen(told.change({ tell: false })));
  });

  it('that was away for longer than changes are kept begins anew', async () => {
    const client = await watch();
    await client.untilSnapshot();
    await client.until(seen(told.change()));
    const { standing } = client;
    client.break();
    // The last follower leaves, and with it what the gateway remembers.
    await pause(100);
    told.change();
    told.change();
    told.forget();
    const back = await watch(standing);
    await back.untilSnapshot();
    expect(back.messages.map(({ type }) => type).slice(0, 2)).toEqual(['reset', 'snapshot']);
    const next = told.change();
    await back.until(seen(next));
    expect(positionsOf(back)).toEqual([next]);
  });

  it('begins anew when the database of supervision-service is another one', async () => {
    const client = await watch();
    await client.untilSnapshot();
    await client.until(seen(told.change()));
    const before = client.messages.length;
    told.replaced();
    await client.until(({ messages }) => messages.slice(before).some(({ type }) => type === 'reset'));
    await client.until(({ messages }) => messages.at(-1)?.type === 'snapshot');
    const next = told.change();
    await client.until(seen(next));
    expect(positionsOf(client)).toEqual([next]);
  });

  it('that reads slowly holds up nobody, and is sent all of it in the end', async () => {
    const [slow, quick] = await Promise.all([watch(), watch()]);
    await Promise.all([slow.untilSnapshot(), quick.untilSnapshot()]);
    slow.socket.pause();
    // More than the ring keeps, and than the system's own buffers take.
    const positions = Array.from({ length: 240 }, () => told.change({ pad: 50_000 }));
    await quick.until(seen(...positions));
    expect(slow.changes.length).toBeLessThan(240);
    slow.socket.resume();
    await slow.until(seen(...positions));
    expect(positionsOf(slow)).toEqual(positions);
    told.forget();
  });

  it('that takes nothing at all is disconnected', async () => {
    const client = await watch();
    await client.untilSnapshot();
    client.socket.pause();
    for (let n = 0; n < 240; n += 1) told.change({ pad: 50_000 });
    await untilLogged('a watcher takes nothing of what it is sent');
    client.socket.resume();
    // The reason stands behind what was under way, and may not arrive.
    expect([4_429, 1_006]).toContain((await client.untilClosed()).code);
    told.forget();
  });

  it('of one store is never sent what is of another, and moves on all the same', async () => {
    const [mine, other] = told.stores;
    if (!mine || !other) throw new Error('two stores');
    scopes.set('token-of-one-store', [mine]);
    const client = await watch({ token: 'token-of-one-store' });
    await client.untilSnapshot();
    const positions = [told.change({ store: 1 }), told.change(), told.change({ store: 1 }), told.change()];
    for (let n = 0; n < 20; n += 1) told.change({ store: 1 });
    await client.until(({ position }) => position === told.last);
    expect(positionsOf(client)).toEqual([positions[1], positions[3]]);
    expect(client.messages.at(-1)).toEqual({ type: 'position', position: told.last });
    client.break();
    told.change({ store: 1 });
    const mineAgain = told.change();
    const back = await watch({ token: 'token-of-one-store', ...client.standing });
    await back.until(seen(mineAgain));
    expect(positionsOf(back)).toEqual([mineAgain]);
    for (const { messages } of [client, back]) expect(JSON.stringify(messages)).not.toContain(other);
  });

  it('is told of the tills of her stores, and of no others', async () => {
    const [mine] = told.stores;
    if (!mine) throw new Error('a store');
    scopes.set('token-for-tills', [mine]);
    const client = await watch({ token: 'token-for-tills' });
    await client.untilSnapshot();
    const till = (tillId: string) => ({ type: 'till', tillId, till: null, staleRegisterIds: [] });
    told.change({ store: 1, more: till('foreign') });
    await client.until(seen(told.change({ more: till('own') })));
    expect(client.changes).toMatchObject([{ type: 'till', tillId: 'own', storeId: mine }]);
  });

  it('whose stores have changed begins anew with those', async () => {
    const [first = '', second = ''] = told.stores;
    scopes.set('token-that-changes', [first]);
    const client = await watch({ token: 'token-that-changes' });
    await client.untilSnapshot();
    scopes.set('token-that-changes', [second]);
    await client.until(({ messages }) => messages.at(-1)?.type === 'snapshot' && messages.length > 1);
    expect(client.messages.at(-2)).toEqual({ type: 'reset' });
    expect(client.messages.at(-1)).toMatchObject({ registers: [{ storeId: second }] });
    told.change();
    const next = told.change({ store: 1 });
    await client.until(seen(next));
    expect(positionsOf(client)).toEqual([next]);
  });

  it('whose stores have changed while away begins anew with those, and so does one that does not say which they were', async () => {
    const [first = '', second = ''] = told.stores;
    const away = { token: 'token-that-changes-away' };
    scopes.set(away.token, [first]);
    const client = await watch(away);
    await client.untilSnapshot();
    await client.until(seen(told.change()));
    client.break();
    scopes.set(away.token, [second]);
    const { after, scope } = client.standing;
    for (const hello of [{ after, scope }, { after }]) {
      const back = await watch({ ...away, ...hello });
      await back.untilSnapshot();
      expect(back.messages.map(({ type }) => type)).toEqual(['reset', 'snapshot']);
      expect(back.messages.at(-1)).toMatchObject({ registers: [{ storeId: second }] });
      const next = told.change({ store: 1 });
      await back.until(seen(next));
      expect(back.scope).not.toBe(scope);
      expect(JSON.stringify(back.messages)).not.toContain(first);
    }
  });

  it('is not begun anew by a look at its token while its hello is not answered yet', async () => {
    scopes.set('token-read-slowly', told.stores);
    const before = await watch({ token: 'token-read-slowly' });
    await before.untilSnapshot();
    const { scope } = before;
    before.break();
    const { promise, resolve } = Promise.withResolvers<void>();
    slowAnswer = promise;
    const client = await watch({ token: 'token-read-slowly', after: told.last, scope });
    const service = await gateway.fakeService('people');
    await pause(50);
    service.hint(accessChangedSubject);
    await pause(50);
    resolve();
    await client.until(seen(told.change()));
    expect(client.messages.some(({ type }) => type === 'reset')).toBe(false);
  });

  it('whose token has ended is disconnected', async () => {
    scopes.set('ended-soon', told.stores);
    const client = await watch({ token: 'ended-soon' });
    await client.untilSnapshot();
    scopes.delete('ended-soon');
    expect(await client.untilClosed()).toEqual({ code: 4_401, reason: 'ADMIN_TOKEN_INVALID' });
  });
});

describe('the door of the WebSocket', () => {
  it.each([
    ['no JSON', 'hello'],
    ['no hello', { type: 'subscribe' }],
    ['a hello with a strange position', { type: 'hello', token: 'x', after: -1 }],
  ])('is closed for %s', async (_what, message) => {
    const client = await open();
    client.say(message);
    expect(await client.untilClosed()).toEqual({ code: 4_422, reason: 'BODY_INVALID' });
  });

  it('that is a page of ours proves itself by its cookie, sent by its own origin alone', async () => {
    const cookie = `encaisse_siege=${token}`;
    const ours = await open({ type: 'hello' }, { cookie, origin: gateway.url });
    await ours.untilSnapshot();
    for (const headers of [{}, { cookie, origin: 'https://siege.example' }]) {
      const stranger = await open({ type: 'hello' }, headers as Readonly<Record<string, string>>);
      expect(await stranger.untilClosed()).toEqual({ code: 4_401, reason: 'ADMIN_TOKEN_INVALID' });
    }
  });

  it('is closed for a foreign token, and for a second message', async () => {
    const stranger = await watch({ token: 'foreign' });
    expect(await stranger.untilClosed()).toEqual({ code: 4_401, reason: 'ADMIN_TOKEN_INVALID' });
    const client = await watch();
    await client.untilSnapshot();
    client.say({ type: 'hello', token });
    expect(await client.untilClosed()).toEqual({ code: 4_422, reason: 'BODY_INVALID' });
  });

  it('is closed for whoever does not say who it is, and for a message that is too long', async () => {
    const silent = await open();
    const loud = await open();
    loud.say('x'.repeat(20_000));
    expect((await loud.untilClosed()).code).toBe(1_009);
    expect(await silent.untilClosed()).toEqual({ code: 4_408, reason: 'HELLO_MISSING' });
  });

  it('opens to pages of the origins that are configured, and to programs', async () => {
    await expect(open(undefined, { origin: 'https://elsewhere.example' })).rejects.toThrow('403');
    const page = await open({ type: 'hello', token }, { origin: 'https://siege.example' });
    await page.untilSnapshot();
  });

  it('leaves requests that offer another protocol what they were', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };
      request(`${gateway.url}/health/live`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  it('is closed when the gateway ends, and to more sockets than it may hold', async () => {
    const other = await runGateway({ LIVE_SOCKETS_MAX: '1' });
    const client = await LiveClient.open(other.url);
    await expect(LiveClient.open(other.url)).rejects.toThrow('503');
    const closed = client.untilClosed();
    await other.stop();
    expect((await closed).code).toBe(1_001);
  });
});

async function untilLogged(message: string): Promise<void> {
  while (!gateway.logged().some(({ msg }) => msg === message)) await pause(50);
}
