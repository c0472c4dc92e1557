import { setTimeout as sleep } from 'node:timers/promises';
import {
  adminLoginReply,
  adminQueries,
  apiKeyView,
  approvalView,
  newApiKey,
  oneTimePassword,
  openedSession,
  type Role,
  supervisionQueries,
  userView,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { type Answer, Api, granted } from '../tools/demo-day/src/api.js';
import { addressOf } from '../tools/launch/services.mjs';
import { openTestStack, type TestStack } from '../tools/launch/test-stack.mjs';
import { StoreAtWork } from './support/store-at-work.js';

const OWN = 'quatre mots que je retiens';
const code = (answer: Answer<unknown>) => (answer.ok ? 'OK' : answer.problem.code);

const REGISTER = 1;

describe('the people of head office, through the whole system', () => {
  let stack: TestStack;
  let store: StoreAtWork;
  let base: string;
  let administrator: Api;
  let registers: z.output<typeof adminQueries.listRegisters.reply>['registers'];

  beforeAll(async () => {
    stack = await openTestStack('head-office-people');
    store = await StoreAtWork.open(stack, 'S01-T1');
    const { scene } = stack;
    base = `${addressOf(scene, 'gateway')}/api/v1`;
    const body = { user: 'admin', password: scene.secret('admin-password') };
    const call = { method: 'POST', path: '/head-office/login', body } as const;
    const { token } = granted('log in', await new Api(base, undefined).call(call, adminLoginReply));
    administrator = new Api(`${base}/head-office`, token);
    const list = { method: 'GET', path: '/registers' } as const;
    ({ registers } = granted('registers', await administrator.call(list, adminQueries.listRegisters.reply)));
    // Sellers come with the data.
    await store.import(REGISTER);
    // What stores have told reaches head office a moment later.
    const told = async () => granted('overview', await overview(administrator)).registers.length;
    while ((await told()) < registers.length) await sleep(100);
  }, 180_000);
  afterAll(async () => {
    store?.till.close();
    await stack?.close();
  }, 60_000);

  const registerOf = (storeCode: string) => {
    const register = registers.find((one) => one.storeCode === storeCode);
    if (!register) throw new Error(`no register in ${storeCode}`);
    return register;
  };
  /** A user who has chosen her password and is logged in. */
  async function person(name: string, role: Role, stores: string[] | null) {
    const userId = uuidv7();
    const body = { userId, name, displayName: 'Une Personne', role, stores };
    const create = { method: 'POST', path: '/users', body } as const;
    const { password } = granted('create', await administrator.call(create, oneTimePassword));
    const first = { user: name, password, newPassword: OWN };
    const choose = { method: 'POST', path: '/head-office/first-password', body: first } as const;
    const { token } = granted('choose', await new Api(base, undefined).call(choose, openedSession));
    return { userId, name, api: new Api(`${base}/head-office`, token) };
  }
  const overview = (api: Api) =>
    api.call({ method: 'GET', path: '/overview' }, supervisionQueries.overview.reply);

  it('see and act in their own stores, until they are kept out', async () => {
    const { storeId } = registerOf('S01');
    const { userId, api } = await person('claire@chaine.example', 'OPERATOR', [storeId]);
    const { registers: seen } = granted('overview', await overview(api));
    expect(new Set(seen.map((register) => register.storeCode))).toEqual(new Set(['S01']));

    const pinAt = (place: string) =>
      api.call({ method: 'POST', path: `/stores/${place}/sellers/V01/pin` }, z.unknown());
    expect(code(await pinAt(storeId))).toBe('OK');
    expect(code(await pinAt(registerOf('S02').storeId))).toBe('STORE_FORBIDDEN');
    const sessions = (registerId: string) =>
      api.call({ method: 'GET', path: `/registers/${registerId}/sessions` }, z.unknown());
    expect(code(await sessions(registerOf('S01').registerId))).toBe('OK');
    expect(code(await sessions(registerOf('S02').registerId))).toBe('STORE_FORBIDDEN');
    expect(code(await api.call({ method: 'GET', path: '/users' }, z.unknown()))).toBe('ROLE_MISSING');

    const disable = { method: 'POST', path: `/users/${userId}/disable` } as const;
    granted('disable', await administrator.call(disable, userView));
    expect(code(await overview(api))).toBe('ADMIN_TOKEN_INVALID');
  });

  it('are two where two are needed', async () => {
    const one = await person('un@chaine.example', 'OPERATOR', null);
    const other = await person('deux@chaine.example', 'OPERATOR', null);
    const body = { approvalId: uuidv7(), act: { action: 'FORCE_RELEASE' }, reason: 'poste volé' };
    const { registerId } = await store.register(REGISTER);
    granted('open', await store.till.open(registerId, store.responsable, 10_000));
    const path = `/registers/${registerId}/approvals`;
    granted('ask', await one.api.call({ method: 'POST', path, body }, approvalView));
    const approve = (api: Api) =>
      api.call({ method: 'POST', path: `/approvals/${body.approvalId}/approve` }, approvalView);
    expect(code(await approve(one.api))).toBe('SAME_PERSON_TWICE');
    expect(granted('approve', await approve(other.api))).toMatchObject({
      requestedBy: { code: one.name },
      approvedBy: { code: other.name },
      state: 'DONE',
    });
  });

  it('give another system a key for what it needs, and take it back', async () => {
    const body = { keyId: uuidv7(), name: 'Serveur GesPx', scopes: ['supervision:read'], stores: null };
    const create = { method: 'POST', path: '/api-keys', body } as const;
    const { token } = granted('create', await administrator.call(create, newApiKey));
    const api = new Api(`${base}/head-office`, token);
    expect(code(await overview(api))).toBe('OK');
    expect(code(await api.call({ method: 'GET', path: '/jobs' }, z.unknown()))).toBe('SCOPE_MISSING');
    const revoke = { method: 'POST', path: `/api-keys/${body.keyId}/revoke` } as const;
    granted('revoke', await administrator.call(revoke, apiKeyView));
    expect(code(await overview(api))).toBe('ADMIN_TOKEN_INVALID');
  });
});
