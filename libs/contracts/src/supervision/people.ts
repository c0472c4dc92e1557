import { z } from 'zod';
import { count, id, instant, storeScope, text } from '../primitives.js';
import { adminCommand, rpc } from '../rpc.js';

/** What a user of head office may do, each with all that the one before it may. */
export const ROLES = ['WATCHER', 'OPERATOR', 'ADMINISTRATOR'] as const;
export const role = z
  .enum(ROLES)
  .describe('WATCHER looks, OPERATOR acts in stores, ADMINISTRATOR sets up the chain and its people.');
export type Role = z.infer<typeof role>;
/** Whether `has` may what `needed` may. */
export const isAtLeast = (has: Role, needed: Role): boolean => ROLES.indexOf(has) >= ROLES.indexOf(needed);

/** What the key of another system may open. */
export const API_SCOPES = [
  'supervision:read',
  'exports:read',
  'sales:read',
  'jobs:read',
  'jobs:retry',
] as const;
export const apiScope = z.enum(API_SCOPES);
export type ApiScope = z.infer<typeof apiScope>;

/** By her e-mail address: the configured administrator has none, so that the two are never mistaken for one another. */
export const userName = z
  .string()
  .max(80)
  .toLowerCase()
  .pipe(z.email())
  .describe('Her e-mail address; case does not matter.');

export const SESSION_TOKEN_PREFIX = 'es_';
export const API_KEY_PREFIX = 'ek_';
/** What a session or a key is proved by. */
export const headOfficeToken = z.string().regex(/^(?:es|ek)_[A-Za-z0-9_-]{40,80}$/u);

const password = z.string().min(1).max(200);
const newPassword = z
  .string()
  .min(12)
  .max(200)
  .describe('At least 12 characters; neither a common password nor made of her own name.');
const stores = storeScope.describe('The stores that are seen; null: all of them.');
const someStores = z.array(id).min(1).max(5_000).nullable().describe('Which stores; null: all of them.');

export const userView = z
  .object({
    userId: id,
    name: z.string(),
    displayName: z.string(),
    role,
    stores,
    disabledAt: instant.nullable(),
    createdAt: instant,
    lastLoginAt: instant.nullable(),
    mustChoosePassword: z
      .boolean()
      .describe('The one-time password that she was given has not been used yet.'),
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof userView>;

export const userSessionView = z
  .object({
    sessionId: id,
    createdAt: instant,
    lastUsedAt: instant.describe('To the minute.'),
    expiresAt: instant,
    address: z.string(),
    agent: z.string().nullable().describe('What her browser calls itself.'),
  })
  .meta({ id: 'UserSession' });
export type UserSessionView = z.infer<typeof userSessionView>;

export const apiKeyView = z
  .object({
    keyId: id,
    name: z.string(),
    prefix: z.string().describe('How the key begins: enough to know it by.'),
    scopes: z.array(apiScope),
    stores,
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable().describe('To the minute.'),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyView = z.infer<typeof apiKeyView>;

/** Who was given a session, and until when. */
export const openedSession = z
  .object({ token: z.string(), expiresAt: instant, sessionId: id, user: userView })
  .meta({ id: 'OpenedSession' });
export type OpenedSession = z.infer<typeof openedSession>;

export const oneTimePassword = z
  .object({ user: userView, password: z.string().describe('Told once.'), expiresAt: instant })
  .meta({ id: 'OneTimePassword' });

export const newApiKey = z
  .object({ key: apiKeyView, token: z.string().describe('The whole key. Told once.') })
  .meta({ id: 'NewApiKey' });

export const PEOPLE_DEEDS = [
  'LOGGED_IN',
  'USER_CREATED',
  'ACCESS_CHANGED',
  'USER_DISABLED',
  'USER_ENABLED',
  'PASSWORD_RESET',
  'PASSWORD_CHOSEN',
  'SESSION_ENDED',
  'API_KEY_CREATED',
  'API_KEY_REVOKED',
  'ALERT_SUBSCRIPTION_CREATED',
  'ALERT_SUBSCRIPTION_CHANGED',
  'ALERT_SUBSCRIPTION_DELETED',
] as const;
export const peopleDeed = z
  .object({
    number: count,
    at: instant,
    by: z.string(),
    deed: z.enum(PEOPLE_DEEDS),
    subjectId: id.describe('The user, the key or the subscription that it was done to.'),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'PeopleDeed' });
export type PeopleDeed = z.infer<typeof peopleDeed>;

export const firstPasswordBody = z
  .strictObject({ user: z.string().min(1).max(80), password, newPassword })
  .meta({ id: 'ChooseFirstPassword' });
export const changePasswordBody = z.strictObject({ password, newPassword }).meta({ id: 'ChangePassword' });
export const createUserBody = z
  .strictObject({ userId: id, name: userName, displayName: text(80), role, stores: someStores })
  .meta({ id: 'CreateUser' });
export const changeAccessBody = z.strictObject({ role, stores: someStores }).meta({ id: 'ChangeUserAccess' });
export const createApiKeyBody = z
  .strictObject({
    keyId: id,
    name: text(60),
    scopes: z.array(apiScope).min(1).max(API_SCOPES.length),
    stores: someStores,
    days: z.int().min(1).max(730).default(365).describe('How long it is good for.'),
  })
  .meta({ id: 'CreateApiKey' });

/** A user who acts for herself, and the session she does it in. */
export const me = z.strictObject({ userId: id, sessionId: id });
const origin = {
  address: z.string().max(45),
  network: z.string().max(45).describe('Attempts that come from there are counted together.'),
  agent: z.string().max(200).nullable(),
};
const keyed = { me, idempotencyKey: z.uuid() };
const nothing = z.object({});

/** How a person proves who she is. Sent once each: an answer that got lost is asked for by logging in again. */
export const loginCommands = {
  logIn: rpc(
    'encaisse.cmd.supervision.logIn.v1',
    z.strictObject({ user: z.string().min(1).max(80), password, ...origin }),
    openedSession,
    { timeoutMs: 10_000 },
  ),
  /** By the one-time password: her own takes its place, and opens a session. */
  chooseFirstPassword: rpc(
    'encaisse.cmd.supervision.chooseFirstPassword.v1',
    z.strictObject({ ...firstPasswordBody.shape, ...origin }),
    openedSession,
    { timeoutMs: 10_000 },
  ),
} as const;

/** What a user does for herself. */
export const accountCommands = {
  /** Ends her other sessions. */
  changePassword: rpc(
    'encaisse.cmd.supervision.changePassword.v1',
    z.strictObject({ ...keyed, ...changePasswordBody.shape }),
    userView,
    { timeoutMs: 10_000 },
  ),
  endMySession: rpc(
    'encaisse.cmd.supervision.endMySession.v1',
    z.strictObject({ ...keyed, sessionId: id }),
    nothing,
  ),
} as const;

export const accountQueries = {
  me: rpc('encaisse.qry.supervision.me.v1', z.strictObject({ me }), userView),
  mySessions: rpc(
    'encaisse.qry.supervision.mySessions.v1',
    z.strictObject({ me }),
    z.object({ sessions: z.array(userSessionView) }),
  ),
} as const;

/** What an administrator does to users and keys. */
export const userCommands = {
  createUser: rpc(
    'encaisse.cmd.supervision.createUser.v1',
    adminCommand(createUserBody.shape),
    oneTimePassword,
  ),
  changeUserAccess: rpc(
    'encaisse.cmd.supervision.changeUserAccess.v1',
    adminCommand({ userId: id, ...changeAccessBody.shape }),
    userView,
  ),
  /** Ends all her sessions. */
  disableUser: rpc('encaisse.cmd.supervision.disableUser.v1', adminCommand({ userId: id }), userView),
  enableUser: rpc('encaisse.cmd.supervision.enableUser.v1', adminCommand({ userId: id }), userView),
  /** Her password serves no more, her sessions end; she is given a one-time password. */
  resetPassword: rpc(
    'encaisse.cmd.supervision.resetPassword.v1',
    adminCommand({ userId: id }),
    oneTimePassword,
  ),
  endUserSession: rpc(
    'encaisse.cmd.supervision.endUserSession.v1',
    adminCommand({ userId: id, sessionId: id }),
    nothing,
  ),
  createApiKey: rpc(
    'encaisse.cmd.supervision.createApiKey.v1',
    adminCommand(createApiKeyBody.shape),
    newApiKey,
  ),
  revokeApiKey: rpc('encaisse.cmd.supervision.revokeApiKey.v1', adminCommand({ keyId: id }), apiKeyView),
} as const;

export const userQueries = {
  listUsers: rpc(
    'encaisse.qry.supervision.users.v1',
    z.strictObject({}),
    z.object({ users: z.array(userView) }),
  ),
  listUserSessions: rpc(
    'encaisse.qry.supervision.userSessions.v1',
    z.strictObject({ userId: id }),
    z.object({ sessions: z.array(userSessionView) }),
  ),
  listApiKeys: rpc(
    'encaisse.qry.supervision.apiKeys.v1',
    z.strictObject({}),
    z.object({ keys: z.array(apiKeyView) }),
  ),
  /** Newest first. */
  peopleJournal: rpc(
    'encaisse.qry.supervision.peopleJournal.v1',
    z.strictObject({ limit: z.int().min(1).max(200).default(50), cursor: z.string().max(20).optional() }),
    z.object({ items: z.array(peopleDeed), nextCursor: z.string().nullable() }),
  ),
} as const;

/** Who a token is of. */
export const identified = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('USER'),
    userId: id,
    sessionId: id,
    name: z.string(),
    role,
    stores,
    expiresAt: instant,
  }),
  z.object({
    kind: z.literal('API_KEY'),
    keyId: id,
    name: z.string(),
    scopes: z.array(apiScope),
    stores,
    expiresAt: instant,
  }),
]);
export type Identified = z.infer<typeof identified>;

/** What the gateway has to know before it lets anybody in. */
export const accessQueries = {
  identify: rpc(
    'encaisse.qry.supervision.identify.v1',
    z.strictObject({ token: headOfficeToken }),
    identified,
  ),
  /** The store that a register or a till is of; null where head office has not been told of it. */
  locate: rpc(
    'encaisse.qry.supervision.locate.v1',
    z.strictObject({ registerId: id.optional(), tillId: id.optional() }),
    z.object({ storeId: id.nullable() }),
  ),
} as const;

/** A hint that somebody's access was taken or changed: what is known of tokens is to be asked again. */
export const accessChangedSubject = 'encaisse.evt.supervision.accessChanged.v1';
