import {
  accessQueries,
  accountCommands,
  accountQueries,
  adminQueries,
  alertCommands,
  alertDeliveryCommands,
  alertDeliveryQueries,
  alertQueries,
  approvalCommands,
  approvalQueries,
  cashCommands,
  cashQueries,
  catalogueQueries,
  commandQueries,
  done,
  ERRORS,
  importCommands,
  lateTicketCommands,
  lateTicketQueries,
  messageCommands,
  messageQueries,
  operationOf,
  type Problem,
  peopleCommands,
  peopleQueries,
  pricingCommands,
  printingCommands,
  printingQueries,
  publishedMessageQueries,
  refundCommands,
  refundQueries,
  refused,
  salesQueries,
  sessionQueries,
  soldTicketQueries,
  supervisionCommands,
  supervisionQueries,
  syncQueries,
  ticketCommands,
  tillCommands,
  tillQueries,
  timelineQueries,
  userCommands,
  userQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import {
  CONNECTION_TOKEN,
  headersOf,
  seller,
  TILL_CREDENTIAL,
  till,
  tillCommand,
} from '../../spec/callers.js';
import { ADMINISTRATOR, alike, call, type RunningGateway, runGateway } from '../../spec/running-gateway.js';
import type { Access } from '../access/caller.js';
import { ROUTES } from '../routes/routes.js';
import type { Route } from './route.js';

const rows = [...ROUTES.values()].flatMap((routes) => Object.entries(routes));
const registerId = uuidv7();
const sessionId = uuidv7();
/** A user of head office, for what is a user's own. */
const me = { userId: uuidv7(), sessionId: uuidv7() };
const USER_TOKEN = `es_${'u'.repeat(43)}`;

/** A path with a value for each of its names, and those values. */
function filled({ path }: Route): { readonly path: string; readonly values: Record<string, string> } {
  const values: Record<string, string> = {};
  const filledPath = path.replace(/:(\w+)/gu, (_name, name: string) => {
    values[name] = name === 'sellerCode' ? 'RESP' : uuidv7();
    return values[name];
  });
  return { path: `/api/v1${filledPath}`, values };
}

/** Who does it is named to the service. */
const NAMED: ReadonlySet<Access> = new Set(['administratorCommand', 'headOfficeCommand']);

/** What head office has done in a store goes through its journal. */
const acting = (operation: string, { idempotencyKey, administrator, ...body }: Record<string, unknown>) => ({
  idempotencyKey,
  administrator,
  stores: null,
  operation,
  body,
});

/**
 * The gateway and NATS are real; register-service and sync-service are stand-ins of this spec. Most answer every
 * request with a refusal that holds the request itself, so that what arrives can be read from the answer.
 */
describe('the gateway, between HTTP and the services', () => {
  let gateway: RunningGateway;
  let token: string;

  beforeAll(async () => {
    gateway = await runGateway();
    const service = await gateway.fakeService('register-service');
    const everything = {
      ...tillCommands,
      ...tillQueries,
      ...pricingCommands,
      ...catalogueQueries,
      ...refundQueries,
      ...lateTicketCommands,
      ...lateTicketQueries,
      ...printingCommands,
      ...printingQueries,
      ...refundCommands,
      ...peopleCommands,
      ...peopleQueries,
      ...approvalCommands,
      ...approvalQueries,
      ...ticketCommands,
      ...cashCommands,
      ...cashQueries,
      ...importCommands,
      ...adminQueries,
      ...syncQueries,
      ...supervisionCommands,
      ...commandQueries,
      ...supervisionQueries,
      ...sessionQueries,
      ...soldTicketQueries,
      ...salesQueries,
      ...timelineQueries,
      ...accountCommands,
      ...accountQueries,
      ...userCommands,
      ...userQueries,
      ...accessQueries,
      ...alertQueries,
      ...messageCommands,
      ...messageQueries,
      ...publishedMessageQueries,
      ...alertCommands,
      ...alertDeliveryQueries,
      ...alertDeliveryCommands,
    };
    await service.serve(everything, {
      ...alike(everything, (request, { correlationId }) => refused('CODE_TAKEN', { request, correlationId })),
      startImport: async () => done({ jobId: registerId }),
      disconnect: async () => done({}),
      getExport: async () => ({ ok: false, refusal: { code: 'OF_A_NEWER_SERVICE' as never } }),
      getClosing: async () => {
        throw new Error('a bug over there');
      },
      listRegisters: async () => done({ registers: [], nextCursor: null }),
      identify: async () =>
        done({
          kind: 'USER',
          ...me,
          name: 'claire@chaine.example',
          role: 'WATCHER',
          stores: null,
          expiresAt: new Date(Date.now() + 60_000).toISOString(),
        }),
    });
    const login = await call(gateway, 'POST', '/api/v1/head-office/login', { body: ADMINISTRATOR });
    token = (login.body as { token: string }).token;
  }, 60_000);
  afterAll(() => gateway.stop());

  const answeredByStandIn = ['startImport', 'disconnect', 'readExport', 'readClosing', 'listRegisters'];
  it.each(rows.filter(([name]) => !answeredByStandIn.includes(name)))(
    '%s: what path, headers and body bring arrives as one request',
    async (_name, route) => {
      const { path, values } = filled(route);
      const own = route.access === 'user' || route.access === 'userCommand';
      const headers = headersOf(route.access, own ? USER_TOKEN : token);
      const paged = route.input?.safeParse({ limit: 7 }).success ? { limit: 7 } : {};
      const input = (route.example ?? paged) as Record<string, unknown>;
      const isQuery = route.method === 'GET' && route.input !== undefined;
      const words = Object.entries(input).map(([name, word]): [string, string] => [name, String(word)]);
      const query = isQuery ? `?${new URLSearchParams(words)}` : '';
      const body = route.method === 'POST' && route.input ? { body: input } : {};
      const answer = await call(gateway, route.method, `${path}${query}`, { headers, ...body });

      expect(answer).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } });
      const { request } = (answer.body as Problem).facts ?? {};
      const brought: Record<string, unknown> = {
        ...values,
        ...(route.input?.parse(input) as object | undefined),
        ...(headers.authorization?.includes(TILL_CREDENTIAL) ? { tillCredential: TILL_CREDENTIAL } : {}),
        ...('idempotency-key' in headers ? { idempotencyKey: headers['idempotency-key'] } : {}),
        ...('encaisse-connection' in headers ? { connectionToken: CONNECTION_TOKEN } : {}),
        ...(own ? { me } : {}),
        ...(route.access.startsWith('headOffice') ? { stores: null } : {}),
        ...(NAMED.has(route.access) ? { administrator: ADMINISTRATOR.user } : {}),
      };
      const operation = operationOf(route.contract);
      expect(request).toEqual(operation === undefined ? brought : acting(operation, brought));
    },
  );

  it('answers what the service answers, with the status of the route', async () => {
    const body = { seller: { code: 'RESP', password: 'x' } };
    const path = `/api/v1/till/registers/${registerId}/import`;
    const answer = await call(gateway, 'POST', path, { headers: tillCommand(), body });
    expect(answer).toMatchObject({ status: 202, body: { jobId: registerId } });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('answers an empty object where there is nothing to say', async () => {
    const path = `/api/v1/till/registers/${registerId}/connections/current`;
    expect(await call(gateway, 'DELETE', path, { headers: seller() })).toMatchObject({
      status: 200,
      body: {},
    });
  });

  it('turns a refusal into a problem with both titles, its facts and the correlation id', async () => {
    const path = `/api/v1/till/print-jobs/${sessionId}`;
    const answer = await call(gateway, 'GET', path, {
      headers: { ...till, 'x-correlation-id': 'spec-00000001' },
    });
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-correlation-id')).toBe('spec-00000001');
    expect(answer.body).toEqual({
      type: 'urn:encaisse:error:CODE_TAKEN',
      title: ERRORS.CODE_TAKEN.title,
      titleFr: ERRORS.CODE_TAKEN.titleFr,
      status: 409,
      code: 'CODE_TAKEN',
      facts: {
        request: { printJobId: sessionId, tillCredential: TILL_CREDENTIAL },
        correlationId: 'spec-00000001',
      },
      correlationId: 'spec-00000001',
    });
  });

  it('leaves the correlation id and the refusal in its log', async () => {
    const headers = { ...till, 'x-correlation-id': 'spec-00000002' };
    await call(gateway, 'GET', `/api/v1/till/print-jobs/${sessionId}`, { headers });
    const lines = gateway.logged().filter(({ correlationId }) => correlationId === 'spec-00000002');
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'refused', code: 'CODE_TAKEN' }));
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'answered', method: 'GET', status: 409 }));
  });

  it('makes a correlation id where none is brought, or one that it would not write into a log', async () => {
    const path = `/api/v1/till/print-jobs/${sessionId}`;
    for (const brought of [
      {},
      { 'x-correlation-id': 'x' },
      { 'x-correlation-id': '<script>alert(1)</script>' },
    ]) {
      const answer = await call(gateway, 'GET', path, { headers: { ...till, ...brought } });
      const made = answer.headers.get('x-correlation-id');
      expect(made).toMatch(/^[0-9a-f-]{36}$/u);
      expect((answer.body as Problem).facts?.correlationId).toBe(made);
    }
  });

  it('passes a code on that it does not know yet, as a conflict', async () => {
    const answer = await call(gateway, 'GET', `/api/v1/till/exports/${uuidv7()}`, { headers: till });
    expect(answer).toMatchObject({ status: 409, body: { code: 'OF_A_NEWER_SERVICE' } });
  });

  it('says nothing of why a service failed', async () => {
    const answer = await call(gateway, 'GET', `/api/v1/till/closings/${uuidv7()}`, { headers: till });
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
    expect(JSON.stringify(answer.body)).not.toContain('bug');
  });

  it('reads the numbers of a query string, and refuses what it does not know in one', async () => {
    const administrator = headersOf('administrator', token);
    const sessions = `/api/v1/head-office/registers/${registerId}/sessions`;
    const page = await call(gateway, 'GET', `${sessions}?limit=20&cursor=abc`, { headers: administrator });
    expect((page.body as Problem).facts?.request).toEqual({ registerId, limit: 20, cursor: 'abc' });
    const first = await call(gateway, 'GET', sessions, { headers: administrator });
    expect((first.body as Problem).facts?.request).toEqual({ registerId, limit: 50 });
    for (const query of ['limit=0', 'limit=1000', 'limit=many', 'offset=3']) {
      const answer = await call(gateway, 'GET', `${sessions}?${query}`, { headers: administrator });
      expect(answer).toMatchObject({ status: 422, body: { code: 'BODY_INVALID' } });
    }
    expect(
      await call(gateway, 'GET', '/api/v1/head-office/registers', { headers: administrator }),
    ).toMatchObject({
      status: 200,
      body: { registers: [] },
    });
  });

  it('refuses what has not the shape of the contract, and says where', async () => {
    const path = '/api/v1/till/registers/not-an-id/open';
    const answer = await call(gateway, 'POST', `/api/v1/till/registers/${registerId}/open`, {
      headers: tillCommand(),
      body: { seller: { code: 'RESP', password: 'x', role: 'ADMIN' }, openingFloatCents: 150.5 },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'BODY_INVALID' } });
    expect((answer.body as Problem).facts?.problems).toEqual([
      expect.stringMatching(/^seller: .*role/u),
      expect.stringMatching(/^openingFloatCents: /u),
    ]);
    const body = { seller: { code: 'RESP', password: 'x' }, openingFloatCents: 15_000 };
    const misnamed = await call(gateway, 'POST', path, { headers: tillCommand(), body });
    expect((misnamed.body as Problem).facts?.problems).toEqual([expect.stringMatching(/^registerId: /u)]);
  });

  it.each([
    ['not JSON', '{"seller":'],
    ['empty', ''],
    ['no object', '[]'],
    ['a way into prototypes', '{"__proto__":{"admin":true}}'],
    ['larger than anything asked for', JSON.stringify({ reason: 'x'.repeat(70_000) })],
  ])('refuses a body that is %s', async (_what, body) => {
    const path = `/api/v1/till/registers/${registerId}/import`;
    const answer = await call(gateway, 'POST', path, { headers: tillCommand(), body });
    expect(answer).toMatchObject({ status: 422, body: { code: 'BODY_INVALID' } });
  });

  it('knows no other address', async () => {
    for (const path of [
      '/api/v1/till/contexts',
      '/api/v2/till/context',
      '/',
      '/api/v1/till/../../health/x',
    ]) {
      expect(await call(gateway, 'GET', path, { headers: till })).toMatchObject({
        status: 404,
        body: { code: 'ROUTE_UNKNOWN' },
      });
    }
    expect(await call(gateway, 'DELETE', '/api/v1/till/context', { headers: till })).toMatchObject({
      status: 404,
    });
  });

  it('tells browsers and caches to keep out, and no other origin in', async () => {
    const headers = { ...till, origin: 'https://elsewhere.example' };
    const answer = await call(gateway, 'GET', `/api/v1/till/print-jobs/${sessionId}`, { headers });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });
});
