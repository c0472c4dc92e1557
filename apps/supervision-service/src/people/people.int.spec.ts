import {
  accessChangedSubject,
  accessQueries,
  accountCommands,
  accountQueries,
  loginCommands,
  type OpenedSession,
  type Outcome,
  type Role,
  userCommands,
  userQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { HeadOfficeHouse, value } from '../../spec/head-office-house.js';

const administrator = 'siege';
const from = (network: string) => ({ address: network, network, agent: 'a browser' });
const OWN = 'quatre mots que je retiens';
const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'OK' : outcome.refusal.code);
const command = () => ({ idempotencyKey: uuidv7(), administrator });

/** The whole service on a real database and a real NATS server; what the gateway would ask is asked here. */
describe('the people of head office', () => {
  let house: HeadOfficeHouse;
  let networks = 0;
  /** Each attempt from a network of its own, unless a spec is about that. */
  const elsewhere = () => {
    networks += 1;
    return from(`10.0.${networks >> 8}.${networks & 255}`);
  };

  beforeAll(async () => {
    house = await HeadOfficeHouse.open('people');
  }, 60_000);
  afterAll(() => house.close());

  const create = async (role: Role = 'OPERATOR', stores: string[] | null = null) => {
    const userId = uuidv7();
    const name = `p${userId.slice(-12)}@chaine.example`;
    const asked = { ...command(), userId, name, displayName: 'Claire Martin', role, stores };
    const { password } = value(await house.ask(userCommands.createUser, asked));
    return { userId, name, password };
  };
  const logIn = (user: string, password: string, origin = elsewhere()) =>
    house.ask(loginCommands.logIn, { user, password, ...origin });
  const chooses = (user: string, password: string, newPassword = OWN) =>
    house.ask(loginCommands.chooseFirstPassword, { user, password, newPassword, ...elsewhere() });
  const settled = async (role: Role = 'OPERATOR', stores: string[] | null = null) => {
    const { userId, name, password } = await create(role, stores);
    return { userId, name, session: value(await chooses(name, password)) };
  };
  const identify = (token: string) => house.ask(accessQueries.identify, { token });
  const deedsOf = async (subjectId: string): Promise<string[]> => {
    const { items } = value(await house.ask(userQueries.peopleJournal, { limit: 200 }));
    return items.filter((deed) => deed.subjectId === subjectId).map(({ deed }) => deed);
  };
  const meIn = ({ sessionId, user: { userId } }: OpenedSession) => ({ userId, sessionId });

  it('begin with a one-time password, which opens nothing but the choice of their own', async () => {
    const store = uuidv7();
    const { userId, name, password } = await create('OPERATOR', [store]);
    expect(password).toMatch(/^(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}$/u);
    expect(code(await logIn(name, password))).toBe('PASSWORD_CHANGE_REQUIRED');
    expect(code(await chooses(name, password, 'MotDePasse2026'))).toBe('PASSWORD_TOO_WEAK');
    const session = value(await chooses(name, password));
    expect(session.user).toMatchObject({
      userId,
      role: 'OPERATOR',
      stores: [store],
      mustChoosePassword: false,
    });
    expect(value(await identify(session.token))).toMatchObject({
      kind: 'USER',
      userId,
      name,
      stores: [store],
    });
    expect(code(await chooses(name, password))).toBe('ADMIN_LOGIN_FAILED');
    expect(code(await logIn(name.toUpperCase(), OWN))).toBe('OK');
    expect(await deedsOf(userId)).toEqual(['LOGGED_IN', 'LOGGED_IN', 'PASSWORD_CHOSEN', 'USER_CREATED']);
  });

  it('are made once per key and per address', async () => {
    const userId = uuidv7();
    const asked = { ...command(), userId, displayName: 'X', role: 'WATCHER' as const, stores: null };
    const first = await house.ask(userCommands.createUser, { ...asked, name: 'Une@chaine.example' });
    expect(await house.ask(userCommands.createUser, { ...asked, name: 'une@chaine.example' })).toEqual(first);
    const other = { ...asked, ...command() };
    expect(code(await house.ask(userCommands.createUser, { ...other, name: 'deux@chaine.example' }))).toBe(
      'ID_REUSED',
    );
    const namesake = { ...other, userId: uuidv7(), name: 'UNE@chaine.example' };
    expect(code(await house.ask(userCommands.createUser, namesake))).toBe('USER_NAME_TAKEN');
    const reused = { ...asked, name: 'trois@chaine.example' };
    expect(code(await house.ask(userCommands.createUser, reused))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('two at once with one key are one', async () => {
    // Whoever is second meets the first at another moment each time.
    for (let round = 0; round < 20; round += 1) {
      const asked = { ...command(), userId: uuidv7(), name: `deux.fois${round}@chaine.example` };
      const body = { ...asked, displayName: 'X', role: 'WATCHER' as const, stores: null };
      const [one, other] = await Promise.all([1, 2].map(() => house.ask(userCommands.createUser, body)));
      expect(code(one as Outcome<unknown>)).toBe('OK');
      expect(one).toEqual(other);
    }
  });

  it('are told the same of a wrong password, an unknown user and a disabled one', async () => {
    const { userId, name } = await settled();
    value(await house.ask(userCommands.disableUser, { ...command(), userId }));
    const answers = [
      await logIn(name, OWN),
      await logIn((await settled()).name, 'a wrong password'),
      await logIn('personne@chaine.example', OWN),
    ];
    expect(answers).toEqual(answers.map(() => ({ ok: false, refusal: { code: 'ADMIN_LOGIN_FAILED' } })));
  });

  it('wait longer after each wrong password, whether there is such a user or not; elsewhere they do not', async () => {
    const { name } = await settled();
    for (const user of [name, 'nobody@chaine.example']) {
      const here = from('192.0.2.7');
      for (let times = 0; times < 4; times += 1)
        expect(code(await logIn(user, 'a wrong password', here))).toBe('ADMIN_LOGIN_FAILED');
      const slowed = await logIn(user, OWN, here);
      expect(slowed).toMatchObject({ ok: false, refusal: { code: 'TOO_MANY_ATTEMPTS' } });
    }
    expect(code(await logIn(name, OWN))).toBe('OK');
  });

  it('guesses at once are all counted', async () => {
    const { name } = await settled();
    const here = from('192.0.2.8');
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => logIn(name, 'a wrong password', here)),
    );
    expect(guesses.filter((guess) => code(guess) === 'ADMIN_LOGIN_FAILED').length).toBeLessThanOrEqual(6);
  });

  it('see where they are logged in, and end what they do not know', async () => {
    const { userId, name, session } = await settled();
    const other = value(await logIn(name, OWN));
    const me = meIn(session);
    const { sessions } = value(await house.ask(accountQueries.mySessions, { me }));
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual([other.sessionId, session.sessionId]);
    expect(sessions[0]).toMatchObject({ address: expect.stringMatching(/^10\./u), agent: 'a browser' });
    const ends = { me, idempotencyKey: uuidv7(), sessionId: other.sessionId };
    expect(code(await house.ask(accountCommands.endMySession, ends))).toBe('OK');
    expect(code(await house.ask(accountCommands.endMySession, ends))).toBe('OK');
    expect(code(await identify(other.token))).toBe('ADMIN_TOKEN_INVALID');
    const again = { ...ends, idempotencyKey: uuidv7() };
    expect(code(await house.ask(accountCommands.endMySession, again))).toBe('USER_SESSION_UNKNOWN');
    const stranger = { ...command(), userId: uuidv7(), sessionId: session.sessionId };
    expect(code(await house.ask(userCommands.endUserSession, stranger))).toBe('USER_SESSION_UNKNOWN');
    value(
      await house.ask(userCommands.endUserSession, { ...command(), userId, sessionId: session.sessionId }),
    );
    expect(code(await identify(session.token))).toBe('ADMIN_TOKEN_INVALID');
    expect(value(await house.ask(userQueries.listUserSessions, { userId })).sessions).toEqual([]);
  });

  it('change their password, which ends their other sessions', async () => {
    const { name, session } = await settled();
    const other = value(await logIn(name, OWN));
    const me = meIn(session);
    const wrong = {
      me,
      idempotencyKey: uuidv7(),
      password: 'another one entirely',
      newPassword: 'citron-37-vert-olive',
    };
    expect(code(await house.ask(accountCommands.changePassword, wrong))).toBe('ADMIN_LOGIN_FAILED');
    const weak = { ...wrong, password: OWN, newPassword: 'ClaireMartin2026' };
    expect(code(await house.ask(accountCommands.changePassword, weak))).toBe('PASSWORD_TOO_WEAK');
    const asked = { ...wrong, password: OWN };
    expect(code(await house.ask(accountCommands.changePassword, asked))).toBe('OK');
    expect(code(await house.ask(accountCommands.changePassword, asked))).toBe('OK');
    expect(code(await identify(other.token))).toBe('ADMIN_TOKEN_INVALID');
    expect(code(await identify(session.token))).toBe('OK');
    expect(code(await logIn(name, OWN))).toBe('ADMIN_LOGIN_FAILED');
    expect(code(await logIn(name, asked.newPassword))).toBe('OK');
  });

  it('are kept out at once when disabled, and the gateways are told', async () => {
    const { userId, session } = await settled();
    const told = new Promise<void>((resolve) => house.bus.onHint(accessChangedSubject, resolve));
    await house.bus.isReady();
    value(await house.ask(userCommands.disableUser, { ...command(), userId }));
    await told;
    expect(code(await identify(session.token))).toBe('ADMIN_TOKEN_INVALID');
    value(await house.ask(userCommands.enableUser, { ...command(), userId }));
    // Enabled again, her sessions do not come back.
    expect(code(await identify(session.token))).toBe('ADMIN_TOKEN_INVALID');
    expect((await deedsOf(userId)).slice(0, 2)).toEqual(['USER_ENABLED', 'USER_DISABLED']);
  });

  it('may from now on what they may now', async () => {
    const { userId, session } = await settled('WATCHER');
    const stores = [uuidv7(), uuidv7()].sort();
    value(await house.ask(userCommands.changeUserAccess, { ...command(), userId, role: 'OPERATOR', stores }));
    expect(value(await identify(session.token))).toMatchObject({ role: 'OPERATOR', stores });
    const { items } = value(await house.ask(userQueries.peopleJournal, { limit: 1 }));
    expect(items).toMatchObject([
      {
        by: administrator,
        deed: 'ACCESS_CHANGED',
        facts: { from: { role: 'WATCHER', stores: null }, to: { role: 'OPERATOR', stores } },
      },
    ]);
  });

  it('are given a one-time password when theirs is lost: the lost one and all sessions end', async () => {
    const { userId, name, session } = await settled();
    const { password } = value(await house.ask(userCommands.resetPassword, { ...command(), userId }));
    expect(code(await identify(session.token))).toBe('ADMIN_TOKEN_INVALID');
    expect(code(await logIn(name, OWN))).toBe('ADMIN_LOGIN_FAILED');
    expect(code(await logIn(name, password))).toBe('PASSWORD_CHANGE_REQUIRED');
    await house.admin.query(
      'UPDATE supervision_users SET password_expires_at = created_at WHERE user_id = ?',
      [userId],
    );
    expect(code(await chooses(name, password))).toBe('ADMIN_LOGIN_FAILED');
  });

  it('do nothing of this to their own account', async () => {
    const { userId, name } = await settled('ADMINISTRATOR');
    const own = () => ({ idempotencyKey: uuidv7(), administrator: name, userId });
    const access = { ...own(), role: 'ADMINISTRATOR' as const, stores: null };
    expect(code(await house.ask(userCommands.changeUserAccess, access))).toBe('OWN_ACCOUNT');
    expect(code(await house.ask(userCommands.disableUser, own()))).toBe('OWN_ACCOUNT');
    expect(code(await house.ask(userCommands.enableUser, own()))).toBe('OWN_ACCOUNT');
    expect(code(await house.ask(userCommands.resetPassword, own()))).toBe('OWN_ACCOUNT');
    const nobody = { ...command(), userId: uuidv7() };
    expect(code(await house.ask(userCommands.disableUser, nobody))).toBe('USER_UNKNOWN');
    expect(code(await house.ask(userQueries.listUserSessions, nobody))).toBe('BODY_INVALID');
    expect(code(await house.ask(userQueries.listUserSessions, { userId: nobody.userId }))).toBe(
      'USER_UNKNOWN',
    );
  });

  it('sessions end with the working day', async () => {
    const { session } = await settled();
    expect(Date.parse(session.expiresAt) - Date.now()).toBeGreaterThan(7.9 * 3_600_000);
    await house.admin.query(
      'UPDATE supervision_user_sessions SET expires_at = created_at WHERE session_id = ?',
      [session.sessionId],
    );
    expect(code(await identify(session.token))).toBe('ADMIN_TOKEN_INVALID');
  });

  it('keys of other systems open what they are for, until they are revoked', async () => {
    const stores = [uuidv7()];
    const keyId = uuidv7();
    const asked = {
      ...command(),
      keyId,
      name: 'Serveur GesPx',
      scopes: ['exports:read' as const],
      stores,
      days: 30,
    };
    const { key, token } = value(await house.ask(userCommands.createApiKey, asked));
    expect(token.startsWith(key.prefix)).toBe(true);
    expect(value(await house.ask(userCommands.createApiKey, asked)).token).toBe(token);
    expect(value(await identify(token))).toMatchObject({
      kind: 'API_KEY',
      name: key.prefix,
      scopes: ['exports:read'],
      stores,
    });
    const { keys } = value(await house.ask(userQueries.listApiKeys, {}));
    expect(keys[0]).toMatchObject({ keyId, createdBy: administrator, lastUsedAt: expect.any(String) });
    expect(code(await house.ask(userCommands.createApiKey, { ...asked, ...command() }))).toBe('ID_REUSED');
    value(await house.ask(userCommands.revokeApiKey, { ...command(), keyId }));
    expect(code(await identify(token))).toBe('ADMIN_TOKEN_INVALID');
    const nobody = { ...command(), keyId: uuidv7() };
    expect(code(await house.ask(userCommands.revokeApiKey, nobody))).toBe('API_KEY_UNKNOWN');
    expect(await deedsOf(keyId)).toEqual(['API_KEY_REVOKED', 'API_KEY_CREATED']);
  });

  it('leave no password, token or key in the database', async () => {
    const { name, password } = await create();
    const session = value(await chooses(name, password, 'un secret bien à moi 42'));
    const asked = {
      ...command(),
      keyId: uuidv7(),
      name: 'X',
      scopes: ['jobs:retry' as const],
      stores: null,
      days: 1,
    };
    const { token } = value(await house.ask(userCommands.createApiKey, asked));
    const tables = (await house.admin.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()`,
    )) as { name: string }[];
    const dump = await house.dump(
      tables.map(({ name }) => name).filter((name) => !name.includes('migrations')),
    );
    for (const secret of [password, 'un secret bien à moi 42', session.token, token])
      expect(dump).not.toContain(secret);
  });

  it('the journal can only be added to', async () => {
    const service = house.app.get((await import('typeorm')).DataSource);
    await expect(service.query('DELETE FROM supervision_people_journal')).rejects.toThrow(/denied/u);
    await expect(service.query("UPDATE supervision_people_journal SET done_by = 'x'")).rejects.toThrow(
      /denied/u,
    );
    const first = value(await house.ask(userQueries.peopleJournal, { limit: 2 }));
    const next = value(
      await house.ask(userQueries.peopleJournal, { limit: 2, cursor: first.nextCursor ?? '' }),
    );
    expect(first.items.at(-1)?.number).toBeGreaterThan(next.items[0]?.number ?? Number.POSITIVE_INFINITY);
  });
});
