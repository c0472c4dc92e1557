import {
  API_SCOPES,
  type ApiScope,
  type ApprovalView,
  accessChangedSubject,
  accessQueries,
  approvalQueries,
  done,
  type Identified,
  isAtLeast,
  type JobView,
  loginCommands,
  operationOf,
  type Problem,
  ROLES,
  type Role,
  refused,
  supervisionCommands,
  supervisionQueries,
  syncQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { headersOf } from '../../spec/callers.js';
import { LiveClient } from '../../spec/live-client.js';
import {
  ADMINISTRATOR,
  alike,
  call,
  type FakeService,
  type RunningGateway,
  runGateway,
} from '../../spec/running-gateway.js';
import type { Route } from '../api/route.js';
import { ROUTES } from '../routes/routes.js';
import { roleFor } from './access.guard.js';
import type { Access } from './caller.js';

const rows = [...ROUTES.values()]
  .flatMap((routes) => Object.entries(routes))
  .filter(([, route]) => roleFor(route) !== undefined);
const code = ({ body }: { readonly body: unknown }): string => (body as Problem).code;
/** A route's address, with these values for its names, and others for those that are not among them. */
const addressOf = ({ path }: Route, values: Readonly<Record<string, string>> = {}): string =>
  `/api/v1${path.replace(/:(\w+)/gu, (_name, name: string) =>
    name === 'sellerCode' ? 'RESP' : (values[name] ?? uuidv7()),
  )}`;
const soon = () => new Date(Date.now() + 60_000).toISOString();
/** A token that nobody has had before: nothing is remembered of it. */
const tokenOf = (prefix: 'es' | 'ek') => `${prefix}_${uuidv7().replaceAll('-', '')}${'x'.repeat(11)}`;

/** No page of whoever watches is as short. */
const ASKED_ROWS = 7;
const SEEN = uuidv7();
const UNSEEN = uuidv7();
type Ids = Readonly<Record<'registerId' | 'tillId' | 'jobId' | 'approvalId', string>>;
const idsOfStore = (): Ids => ({
  registerId: uuidv7(),
  tillId: uuidv7(),
  jobId: uuidv7(),
  approvalId: uuidv7(),
});
const seen = idsOfStore();
const unseen = idsOfStore();
const storeOf = (id: string | undefined): string | null => {
  if (id !== undefined && Object.values(seen).includes(id)) return SEEN;
  return id !== undefined && Object.values(unseen).includes(id) ? UNSEEN : null;
};
const jobOf = (jobId: string): JobView => ({
  jobId,
  kind: 'IMPORT',
  state: 'FAILED',
  storeId: storeOf(jobId) ?? UNSEEN,
  registerId: uuidv7(),
  correlationId: 'spec',
  createdAt: soon(),
  startedAt: null,
  finishedAt: null,
  parts: [],
  rowsPerSecond: 0,
  datasetVersion: null,
  localAsOf: null,
  rejects: [],
  rejectedRows: 0,
  failure: null,
});
const approvalOf = (approvalId: string): ApprovalView => ({
  approvalId,
  storeId: storeOf(approvalId) ?? UNSEEN,
  registerId: uuidv7(),
  act: { action: 'FORCE_RELEASE' },
  reason: 'Poste volé',
  state: 'PENDING',
  requestedBy: { kind: 'ADMINISTRATOR', code: 'siege' },
  requestedAt: soon(),
  expiresAt: soon(),
  approvedBy: null,
  approvedAt: null,
  acceptance: null,
});

/** What a service is told the stores of. */
const KEPT_BY_THE_SERVICE: ReadonlySet<Access> = new Set(['headOffice', 'headOfficeCommand']);

/** The gateway and NATS are real; the services are stand-ins that know a few people, registers and jobs. */
describe('people of head office at the gateway', () => {
  let gateway: RunningGateway;
  let supervision: FakeService;
  const known = new Map<string, Identified>();
  let identified = 0;

  const user = (role: Role, stores: string[] | null = null): string => {
    const token = tokenOf('es');
    const ids = { userId: uuidv7(), sessionId: uuidv7() };
    known.set(token, { kind: 'USER', ...ids, name: 'claire@x.example', role, stores, expiresAt: soon() });
    return token;
  };
  const key = (scopes: ApiScope[], stores: string[] | null = null): string => {
    const token = tokenOf('ek');
    known.set(token, {
      kind: 'API_KEY',
      keyId: uuidv7(),
      name: 'ek_12345678',
      scopes,
      stores,
      expiresAt: soon(),
    });
    return token;
  };
  const ask = (token: string, route: Route, path = addressOf(route)) => {
    const shown = route.contract === supervisionQueries.overview ? { limit: ASKED_ROWS } : route.example;
    const example = Object.entries(shown ?? {}).map(([name, word]): [string, string] => [name, String(word)]);
    const query = route.method === 'GET' && example.length > 0 ? `?${new URLSearchParams(example)}` : '';
    return call(gateway, route.method, `${path}${query}`, {
      headers: headersOf(route.access, token),
      ...(route.method === 'POST' && route.input ? { body: route.example } : {}),
    });
  };
  const rowOf = (name: string): Route => {
    const row = rows.find(([other]) => other === name)?.[1];
    if (!row) throw new Error(`no route ${name}`);
    return row;
  };

  beforeAll(async () => {
    gateway = await runGateway();
    supervision = await gateway.fakeService('supervision-service');
    await supervision.serve(accessQueries, {
      identify: async ({ token }) => {
        identified += 1;
        const found = known.get(token);
        return found ? done(found) : refused('ADMIN_TOKEN_INVALID');
      },
      locate: async ({ registerId, tillId }) => done({ storeId: storeOf(registerId ?? tillId) }),
    });
    await supervision.serve(loginCommands, {
      logIn: async () => refused('PASSWORD_CHANGE_REQUIRED'),
      chooseFirstPassword: async () => refused('PASSWORD_TOO_WEAK'),
    });
    const all = Object.fromEntries(rows.map(([name, { contract }]) => [name, contract]));
    const { readJob, readOverview, ...others } = all;
    const answering = { ...others, ...supervisionCommands };
    await supervision.serve(
      answering,
      alike(answering, (request) => refused('CODE_TAKEN', { request })),
    );
    const { getJob } = syncQueries;
    await supervision.serve(
      { getJob, approval: approvalQueries.getApprovalAtHeadOffice },
      {
        getJob: async ({ jobId }) => done(jobOf(jobId)),
        approval: async ({ approvalId }) => done(approvalOf(approvalId)),
      },
    );
    const { overview, changes } = supervisionQueries;
    await supervision.serve(
      { overview, changes },
      {
        // A page of this size is asked by the route, any other one by whoever watches.
        overview: async (request) =>
          request.limit === ASKED_ROWS
            ? refused('CODE_TAKEN', { request })
            : done({ position: 0, registers: [], nextCursor: null }),
        changes: async () => done({ changes: [], position: 0, forgotten: false }),
      },
    );
    expect([readJob, readOverview]).not.toContain(undefined);
  }, 60_000);
  afterAll(() => gateway.stop());

  describe.each(rows)('%s', (_name, route) => {
    const needed = roleFor(route) ?? 'WATCHER';

    it.each(ROLES)('asked by a user of the role %s', async (role) => {
      const answer = await ask(user(role), route);
      if (isAtLeast(role, needed)) expect(code(answer)).not.toBe('ROLE_MISSING');
      else
        expect(answer).toMatchObject({
          status: 403,
          body: { code: 'ROLE_MISSING', facts: { role: needed } },
        });
    });

    it('lets a key in with the scope that it names, and with no other', async () => {
      for (const scope of API_SCOPES) {
        const answer = await ask(key([scope]), route);
        if (scope === route.scope) expect(code(answer)).not.toBe('SCOPE_MISSING');
        else expect(answer).toMatchObject({ status: 403, body: { code: 'SCOPE_MISSING' } });
      }
    });

    it('gives nobody of one store anything of another', async () => {
      const watcher = user('ADMINISTRATOR', [SEEN]);
      const path = addressOf(route, { storeId: UNSEEN, ...unseen });
      const answer = await ask(watcher, route, path);
      const told = JSON.stringify(answer.body ?? '');
      // Refused, or asked with the stores that count, or answered without the others.
      if (answer.status === 403) expect(code(answer)).toMatch(/^(?:STORE_FORBIDDEN|USER_REQUIRED)$/u);
      else if (KEPT_BY_THE_SERVICE.has(route.access) || operationOf(route.contract) !== undefined)
        expect(told).toContain(`"stores":["${SEEN}"]`);
      else if (route.access !== 'user' && route.access !== 'userCommand')
        expect(route.only !== undefined || route.placeOf !== undefined).toBe(true);
      if (answer.status === 200) expect(told).not.toContain(UNSEEN);
    });
  });

  it('lets administrators alone check the read model: it is made again for that', async () => {
    const route = rowOf('checkReadModel');
    for (const role of ['WATCHER', 'OPERATOR'] as const)
      expect(await ask(user(role), route)).toMatchObject({
        status: 403,
        body: { code: 'ROLE_MISSING', facts: { role: 'ADMINISTRATOR' } },
      });
    expect((await ask(user('ADMINISTRATOR'), route)).status).toBe(409);
  });

  it('lets somebody of one store act there', async () => {
    const operator = user('OPERATOR', [SEEN]);
    for (const name of ['givePinFromHeadOffice', 'requestApprovalFromHeadOffice', 'approveFromHeadOffice']) {
      const route = rowOf(name);
      const answer = await ask(operator, route, addressOf(route, { storeId: SEEN, ...seen }));
      expect(answer).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } });
      const { request } = (answer.body as Problem).facts ?? {};
      expect(request).toMatchObject({ administrator: 'claire@x.example', stores: [SEEN] });
    }
  });

  it('shows somebody of one store the jobs and approvals of that store alone', async () => {
    const watcher = user('WATCHER', [SEEN]);
    for (const name of ['listJobs', 'listApprovalsAtHeadOffice'])
      expect(await ask(watcher, rowOf(name))).toMatchObject({
        body: { facts: { request: { stores: [SEEN] } } },
      });
    const job = rowOf('readJob');
    expect((await ask(watcher, job, addressOf(job, seen))).status).toBe(200);
    expect(code(await ask(watcher, job, addressOf(job, unseen)))).toBe('STORE_FORBIDDEN');
    for (const file of ['events', 'rejects.csv']) {
      const path = `/api/v1/head-office/jobs/${unseen.jobId}/${file}`;
      expect(code(await ask(watcher, job, path))).toBe('STORE_FORBIDDEN');
    }
  });

  it('keeps what is a user’s own from the configured administrator, who has none', async () => {
    const login = await call(gateway, 'POST', '/api/v1/head-office/login', { body: ADMINISTRATOR });
    expect(login.body).toMatchObject({ user: null, sessionId: null });
    const answer = await ask((login.body as { token: string }).token, rowOf('readMe'));
    expect(answer).toMatchObject({ status: 403, body: { code: 'USER_REQUIRED' } });
  });

  it('asks who a token is of once in a while, and at once when access was changed', async () => {
    const token = user('OPERATOR');
    const route = rowOf('listJobs');
    const before = identified;
    for (let times = 0; times < 3; times += 1) expect((await ask(token, route)).status).toBe(409);
    expect(identified).toBe(before + 1);
    known.delete(token);
    supervision.hint(accessChangedSubject);
    // An answer over the same connection comes behind the hint.
    await ask(tokenOf('es'), route);
    expect(await ask(token, route)).toMatchObject({ status: 401, body: { code: 'ADMIN_TOKEN_INVALID' } });
  });

  it('shows somebody who watches out at once when her access was taken', async () => {
    const token = user('WATCHER', [SEEN]);
    const watcher = await LiveClient.open(gateway.url, { type: 'hello', token });
    await watcher.untilSnapshot();
    known.delete(token);
    supervision.hint(accessChangedSubject);
    expect(await watcher.untilClosed()).toEqual({ code: 4_401, reason: 'ADMIN_TOKEN_INVALID' });
  });

  it('lets a key watch that may look, and no other', async () => {
    const closed = async (token: string) =>
      (await LiveClient.open(gateway.url, { type: 'hello', token })).untilClosed();
    expect(await closed(key(['exports:read']))).toEqual({ code: 4_403, reason: 'SCOPE_MISSING' });
    const watcher = await LiveClient.open(gateway.url, { type: 'hello', token: key(['supervision:read']) });
    await watcher.untilSnapshot();
    watcher.break();
  });

  it('asks supervision-service about users, and says what it says', async () => {
    const login = { user: 'claire@x.example', password: 'K7QM-4XZT-9RWD' };
    const answer = await call(gateway, 'POST', '/api/v1/head-office/login', { body: login });
    expect(answer).toMatchObject({ status: 403, body: { code: 'PASSWORD_CHANGE_REQUIRED' } });
    const body = { ...login, newPassword: 'motdepasse123' };
    const chosen = await call(gateway, 'POST', '/api/v1/head-office/first-password', { body });
    expect(chosen).toMatchObject({ status: 422, body: { code: 'PASSWORD_TOO_WEAK' } });
  });

  it('without supervision-service, the configured administrator still comes in; users are told to wait', async () => {
    const token = user('ADMINISTRATOR');
    await supervision.stop();
    const login = await call(gateway, 'POST', '/api/v1/head-office/login', { body: ADMINISTRATOR });
    expect(login.status).toBe(200);
    const route = rowOf('listJobs');
    expect(await ask(token, route)).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    const answer = await ask((login.body as { token: string }).token, route);
    // The token is good; it is sync-service, a stand-in of the same process, that is gone with it.
    expect(code(answer)).toBe('UNAVAILABLE');
    const body = { user: 'claire@x.example', password: 'x' };
    expect(code(await call(gateway, 'POST', '/api/v1/head-office/login', { body }))).toBe('UNAVAILABLE');
  });
});
