import { done, type Problem, refused, tillCommands, tillQueries } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { TILL_CREDENTIAL } from '../../spec/callers.js';
import {
  ADMINISTRATOR,
  type Answer,
  alike,
  call,
  type RunningGateway,
  runGateway,
} from '../../spec/running-gateway.js';

const ENROL = '/api/v1/till/page/enrol';
const LOGIN = '/api/v1/head-office/page/login';
const LOG_OUT = '/api/v1/head-office/page/log-out';
const ALERTS = '/api/v1/head-office/users';
const CONTEXT = '/api/v1/till/context';

const codeOf = ({ body }: Answer): string => (body as Problem).code;
/** As a browser sends it back. */
const cookieOf = ({ headers }: Answer): string => headers.get('set-cookie')?.split(';')[0] ?? '';

describe('a page of ours', () => {
  let gateway: RunningGateway;
  let credentials: unknown[];

  beforeAll(async () => {
    gateway = await runGateway({ TRUST_PROXY: '127.0.0.1' });
    const service = await gateway.fakeService('register-service');
    const { enrolTill, ...commands } = tillCommands;
    const till = {
      ...{ storeId: uuidv7(), storeCode: 'S01', tillId: uuidv7(), tillCode: 'T1', device: 'PAGE' as const },
      ...{ credential: TILL_CREDENTIAL, natsUserJwt: null },
    };
    await service.serve({ enrolTill }, { enrolTill: async () => done(till) });
    const others = { ...commands, ...tillQueries };
    const answer = alike(others, ({ tillCredential }) => {
      credentials.push(tillCredential);
      return refused('CODE_TAKEN');
    });
    await service.serve(others, answer);
  }, 60_000);
  beforeEach(() => {
    credentials = [];
  });
  afterAll(() => gateway.stop());

  const enrol = (headers: Readonly<Record<string, string>> = {}) =>
    call(gateway, 'POST', ENROL, { headers, body: { code: 'K7QM-4XZT' } });
  const logIn = () => call(gateway, 'POST', LOGIN, { body: ADMINISTRATOR });

  it('of a till is enrolled by a cookie that no script reads, and is told no credential', async () => {
    const enrolled = await enrol();
    expect(enrolled.status).toBe(201);
    expect(JSON.stringify(enrolled.body)).not.toContain(TILL_CREDENTIAL);
    expect(enrolled.headers.get('set-cookie')).toBe(
      `encaisse_caisse=${TILL_CREDENTIAL}; Path=/api/v1/till; Max-Age=34560000; HttpOnly; SameSite=Strict`,
    );
    await call(gateway, 'GET', CONTEXT, { headers: { cookie: `other=1; ${cookieOf(enrolled)}` } });
    expect(credentials).toEqual([TILL_CREDENTIAL]);
  });

  it('behind https gets a cookie for https alone', async () => {
    const enrolled = await enrol({ 'x-forwarded-proto': 'https' });
    expect(enrolled.headers.get('set-cookie')).toMatch(/; Secure$/u);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of the same site', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin at all', { origin: 'null' }],
  ])('is nobody when %s sends its cookie', async (_who, headers) => {
    const cookie = cookieOf(await enrol());
    const answer = await call(gateway, 'GET', CONTEXT, { headers: { ...headers, cookie } });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'TILL_NOT_ENROLLED']);
    expect(credentials).toEqual([]);
  });

  it('is heard when its own origin sends it', async () => {
    const cookie = cookieOf(await enrol());
    const headers = { cookie, origin: gateway.url, 'sec-fetch-site': 'same-origin' };
    await call(gateway, 'GET', CONTEXT, { headers });
    expect(credentials).toEqual([TILL_CREDENTIAL]);
  });

  it('is nobody with a cookie when it says a bearer token that is none', async () => {
    const cookie = cookieOf(await enrol());
    const answer = await call(gateway, 'GET', CONTEXT, { headers: { cookie, authorization: 'Bearer x' } });
    expect(codeOf(answer)).toBe('TILL_NOT_ENROLLED');
  });

  it('of head office logs in and out by a cookie, and a till’s cookie opens nothing there', async () => {
    const login = await logIn();
    expect(login).toMatchObject({ status: 200, body: { user: null, sessionId: null } });
    expect(login.body).not.toHaveProperty('token');
    const cookie = cookieOf(login);
    const read = async (headers: Readonly<Record<string, string>>) =>
      codeOf(await call(gateway, 'GET', ALERTS, { headers }));
    // Nobody answers there: whoever is let in is told so.
    expect(await read({ cookie })).toBe('UNAVAILABLE');
    expect(await read({ cookie: cookieOf(await enrol()) })).toBe('ADMIN_TOKEN_INVALID');
    const out = await call(gateway, 'POST', LOG_OUT, { headers: { cookie } });
    expect(out.headers.get('set-cookie')).toMatch(/^encaisse_siege=; .*Max-Age=0/u);
  });

  it('that guesses passwords is counted with whoever guesses otherwise', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.77' };
    const wrong = { ...ADMINISTRATOR, password: 'un mauvais mot de passe' };
    const codes: string[] = [];
    for (const path of [LOGIN, '/api/v1/head-office/login', LOGIN, '/api/v1/head-office/login', LOGIN, LOGIN])
      codes.push(codeOf(await call(gateway, 'POST', path, { headers, body: wrong })));
    expect(codes.slice(-2)).toEqual(['ADMIN_LOGIN_FAILED', 'TOO_MANY_ATTEMPTS']);
  });
});
