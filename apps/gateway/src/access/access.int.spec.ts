import {
  adminQueries,
  cashCommands,
  cashQueries,
  catalogueQueries,
  done,
  importCommands,
  lateTicketCommands,
  lateTicketQueries,
  type Problem,
  pricingCommands,
  refundCommands,
  refundQueries,
  refused,
  supervisionCommands,
  ticketCommands,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { seller, till, tillCommand } from '../../spec/callers.js';
import { ADMINISTRATOR, alike, call, type RunningGateway, runGateway } from '../../spec/running-gateway.js';

const LOGIN = '/api/v1/head-office/login';
const ENROL = '/api/v1/till/enrol';
const codeOf = ({ body }: { readonly body: unknown }): string => (body as Problem).code;
const without = (headers: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

/** The gateway and NATS are real; register-service is a stand-in that counts what it is asked. */
describe('who may ask', () => {
  let gateway: RunningGateway;
  let asked: number;

  beforeAll(async () => {
    // The specs come from many places at once: the address they say is believed, as a proxy's would be.
    gateway = await runGateway({ TRUST_PROXY: '127.0.0.1' });
    const service = await gateway.fakeService('register-service');
    const { enrolTill, ...commands } = tillCommands;
    const others = {
      ...commands,
      ...tillQueries,
      ...pricingCommands,
      ...catalogueQueries,
      ...refundQueries,
      ...lateTicketCommands,
      ...lateTicketQueries,
      ...refundCommands,
      ...ticketCommands,
      ...cashCommands,
      ...cashQueries,
      ...importCommands,
      ...supervisionCommands,
      ...adminQueries,
    };
    await service.serve({ enrolTill }, { enrolTill: async () => refused('ENROLMENT_CODE_INVALID') });
    await service.serve(others, {
      ...alike(others, () => {
        asked += 1;
        return refused('CODE_TAKEN');
      }),
      listRegisters: async () => done({ registers: [], nextCursor: null }),
    });
  }, 60_000);
  beforeEach(() => {
    asked = 0;
  });
  afterAll(() => gateway.stop());

  describe('a till', () => {
    const path = `/api/v1/till/registers/${uuidv7()}/tickets`;
    const body = { ticketId: uuidv7() };

    it.each([
      ['no credential', without(seller(), 'authorization'), 401, 'TILL_NOT_ENROLLED'],
      ['another scheme', { ...seller(), authorization: 'Basic dGlsbDp0aWxs' }, 401, 'TILL_NOT_ENROLLED'],
      [
        'a credential too short to be one',
        { ...seller(), authorization: 'Bearer abc' },
        401,
        'TILL_NOT_ENROLLED',
      ],
      ['no connection', without(seller(), 'encaisse-connection'), 401, 'CONNECTION_INVALID'],
      ['no key', without(seller(), 'idempotency-key'), 400, 'IDEMPOTENCY_KEY_MISSING'],
      ['a key that is no UUID', { ...seller(), 'idempotency-key': 'once' }, 400, 'IDEMPOTENCY_KEY_MISSING'],
    ])('with %s is refused before any service is asked', async (_what, headers, status, code) => {
      const answer = await call(gateway, 'POST', path, { headers, body });
      expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status, code });
      expect(asked).toBe(0);
    });

    it('is told who it is not before what its body lacks', async () => {
      const answer = await call(gateway, 'POST', path, { body: {} });
      expect(codeOf(answer)).toBe('TILL_NOT_ENROLLED');
    });

    it('with all three is heard', async () => {
      await call(gateway, 'POST', path, { headers: seller(), body });
      expect(asked).toBe(1);
    });

    it('needs no key to read', async () => {
      await call(gateway, 'GET', path, { headers: till });
      expect(asked).toBe(1);
    });
  });

  describe("head office's administrator", () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const wrong = { ...ADMINISTRATOR, password: 'un mauvais mot de passe' };

    it('logs in and reads', async () => {
      const login = await call(gateway, 'POST', LOGIN, { body: ADMINISTRATOR, headers: from('192.0.2.1') });
      expect(login).toMatchObject({ status: 200, body: { token: expect.any(String) } });
      const { token, expiresAt } = login.body as { token: string; expiresAt: string };
      expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
      const headers = { authorization: `Bearer ${token}` };
      expect(await call(gateway, 'GET', '/api/v1/head-office/registers', { headers })).toMatchObject({
        status: 200,
        body: { registers: [] },
      });
    });

    it.each([
      ['no token', {}],
      ["a till's credential", till],
    ])('with %s is nobody', async (_what, headers) => {
      const answer = await call(gateway, 'GET', '/api/v1/head-office/registers', { headers });
      expect({ status: answer.status, code: codeOf(answer) }).toEqual({
        status: 401,
        code: 'ADMIN_TOKEN_INVALID',
      });
    });

    it('brings a key to change something', async () => {
      const login = await call(gateway, 'POST', LOGIN, { body: ADMINISTRATOR, headers: from('192.0.2.2') });
      const headers = { authorization: `Bearer ${(login.body as { token: string }).token}` };
      const body = { code: 'S01', name: 'Lyon' };
      const answer = await call(gateway, 'POST', '/api/v1/head-office/stores', { headers, body });
      expect(codeOf(answer)).toBe('IDEMPOTENCY_KEY_MISSING');
    });

    it('is told the same of a wrong name and of a wrong password', async () => {
      const answers = await Promise.all(
        [wrong, { ...ADMINISTRATOR, user: 'personne' }].map((body) =>
          call(gateway, 'POST', LOGIN, { body, headers: from('192.0.2.3') }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([401, 401]);
      expect(answers.map(codeOf)).toEqual(['ADMIN_LOGIN_FAILED', 'ADMIN_LOGIN_FAILED']);
    });

    it('has to wait after five wrong passwords, even with the right one; elsewhere nobody does', async () => {
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const answer = await call(gateway, 'POST', LOGIN, { body: wrong, headers: from('192.0.2.4') });
        expect(codeOf(answer)).toBe('ADMIN_LOGIN_FAILED');
      }
      const slowed = await call(gateway, 'POST', LOGIN, { body: ADMINISTRATOR, headers: from('192.0.2.4') });
      expect(slowed).toMatchObject({
        status: 429,
        body: { code: 'TOO_MANY_ATTEMPTS', facts: { retryAfterSeconds: 1 } },
      });
      expect(slowed.headers.get('retry-after')).toBe('1');
      const elsewhere = await call(gateway, 'POST', LOGIN, {
        body: ADMINISTRATOR,
        headers: from('192.0.2.5'),
      });
      expect(elsewhere.status).toBe(200);
    });

    it('has waited long enough after what it was told', async () => {
      for (let attempt = 0; attempt < 5; attempt += 1) {
        await call(gateway, 'POST', LOGIN, { body: wrong, headers: from('192.0.2.6') });
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const answer = await call(gateway, 'POST', LOGIN, { body: ADMINISTRATOR, headers: from('192.0.2.6') });
      expect(answer.status).toBe(200);
    });
  });

  it('an enrolment that guesses its code is slowed down in the same way', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.9' };
    const codes: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      codes.push(
        codeOf(
          await call(gateway, 'POST', ENROL, { headers, body: { code: 'AAAA-0000', natsPublicKey: null } }),
        ),
      );
    }
    expect(codes).toEqual([
      ...Array.from({ length: 5 }, () => 'ENROLMENT_CODE_INVALID'),
      'TOO_MANY_ATTEMPTS',
    ]);
  });

  it('leaves no password, PIN, credential, token or enrolment code in the log', async () => {
    const secrets = {
      password: 'MotDePasseSecret-1',
      pin: 'CodeProvisoire-2',
      newPassword: 'NouveauMotDePasse-3',
      credential: 'credential-secret-of-a-till-4',
      connection: 'connection-secret-of-a-seller-5',
      adminPassword: 'MotDePasseDuSiege-6',
      enrolment: 'ZZ9P-LURA',
    };
    const bearer = { authorization: `Bearer ${secrets.credential}` };
    const keyed = { ...tillCommand(), ...bearer };
    const register = `/api/v1/till/registers/${uuidv7()}`;
    const acting = { seller: { code: 'RESP', password: secrets.password } };
    const asks: readonly [string, object, Readonly<Record<string, string>>][] = [
      [`${register}/import`, acting, keyed],
      [`${register}/open`, { ...acting, openingFloatCents: 'not a number' }, keyed],
      [`${register}/import`, acting, bearer],
      [
        `${register}/tickets`,
        { ticketId: uuidv7() },
        { ...keyed, 'encaisse-connection': secrets.connection },
      ],
      ['/api/v1/till/sellers/RESP/password', { pin: secrets.pin, newPassword: secrets.newPassword }, keyed],
      ['/api/v1/till/sellers/RESP/password', { pin: secrets.pin, newPassword: 'a' }, keyed],
      [LOGIN, { user: 'siege', password: secrets.adminPassword }, { 'x-forwarded-for': '192.0.2.10' }],
      [LOGIN, ADMINISTRATOR, { 'x-forwarded-for': '192.0.2.10' }],
      [ENROL, { code: secrets.enrolment, natsPublicKey: null }, { 'x-forwarded-for': '192.0.2.10' }],
    ];
    const before = gateway.logged().length;
    for (const [path, body, headers] of asks) await call(gateway, 'POST', path, { headers, body });
    const log = JSON.stringify(gateway.logged());
    expect(gateway.logged().length - before).toBeGreaterThanOrEqual(asks.length);
    for (const secret of [...Object.values(secrets), ADMINISTRATOR.password])
      expect(log).not.toContain(secret);
  });
});
