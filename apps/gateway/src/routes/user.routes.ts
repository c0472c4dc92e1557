import {
  accountCommands,
  accountQueries,
  changeAccessBody,
  changePasswordBody,
  createApiKeyBody,
  createUserBody,
  userCommands,
  userQueries,
} from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes, remove } from '../api/route.js';
import { EXAMPLE_API_KEY_ID, EXAMPLE_STORE_ID, EXAMPLE_USER_ID } from './examples.js';

const journalQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many, newest first.'),
  cursor: z.string().max(20).optional().describe('The `nextCursor` of the page before.'),
});

/** What a user of head office does for herself. */
const ownRoutes = {
  readMe: get('/head-office/me', {
    access: 'user',
    contract: accountQueries.me,
    summary: ['Who I am, and what I may', 'Qui je suis et ce que je peux faire'],
  }),
  changeMyPassword: post('/head-office/me/password', {
    access: 'userCommand',
    contract: accountCommands.changePassword,
    input: changePasswordBody,
    example: { password: 'mon ancien mot de passe', newPassword: 'quatre mots que je retiens' },
    summary: [
      'Change my password: my other sessions end',
      'Changer mon mot de passe\u202f: mes autres sessions prennent fin',
    ],
    refusals: ['ADMIN_LOGIN_FAILED', 'PASSWORD_TOO_WEAK', 'TOO_MANY_ATTEMPTS'],
  }),
  listMySessions: get('/head-office/me/sessions', {
    access: 'user',
    contract: accountQueries.mySessions,
    summary: ['Where I am logged in', 'Où je suis connecté'],
  }),
  endMySession: remove('/head-office/me/sessions/:sessionId', {
    access: 'userCommand',
    contract: accountCommands.endMySession,
    summary: ['Log out, here or elsewhere', 'Se déconnecter, ici ou ailleurs'],
    refusals: ['USER_SESSION_UNKNOWN'],
  }),
} as const satisfies Routes;

/** Who may come in, and with what. Only for those who see the whole chain: nobody gives more than she has. */
export const userRoutes = {
  ...ownRoutes,
  listUsers: get('/head-office/users', {
    access: 'administrator',
    role: 'ADMINISTRATOR',
    contract: userQueries.listUsers,
    summary: ['The users of head office', 'Les utilisateurs du siège'],
  }),
  createUser: post('/head-office/users', {
    access: 'administratorCommand',
    contract: userCommands.createUser,
    input: createUserBody,
    example: {
      userId: EXAMPLE_USER_ID,
      name: 'claire.martin@chaine.example',
      displayName: 'Claire Martin',
      role: 'OPERATOR',
      stores: [EXAMPLE_STORE_ID],
    },
    status: 201,
    summary: [
      'Create a user, who gets a one-time password',
      'Créer un utilisateur, avec un mot de passe provisoire',
    ],
    refusals: ['USER_NAME_TAKEN', 'ID_REUSED'],
  }),
  changeUserAccess: post('/head-office/users/:userId/access', {
    access: 'administratorCommand',
    contract: userCommands.changeUserAccess,
    input: changeAccessBody,
    example: { role: 'WATCHER', stores: null },
    summary: ['Change a user’s role and stores', 'Changer le rôle et les magasins d’un utilisateur'],
    refusals: ['USER_UNKNOWN', 'OWN_ACCOUNT'],
  }),
  disableUser: post('/head-office/users/:userId/disable', {
    access: 'administratorCommand',
    contract: userCommands.disableUser,
    summary: [
      'Disable a user: all sessions end at once',
      'Désactiver un utilisateur\u202f: ses sessions prennent fin aussitôt',
    ],
    refusals: ['USER_UNKNOWN', 'OWN_ACCOUNT'],
  }),
  enableUser: post('/head-office/users/:userId/enable', {
    access: 'administratorCommand',
    contract: userCommands.enableUser,
    summary: ['Let a disabled user in again', 'Réactiver un utilisateur'],
    refusals: ['USER_UNKNOWN', 'OWN_ACCOUNT'],
  }),
  resetUserPassword: post('/head-office/users/:userId/password', {
    access: 'administratorCommand',
    contract: userCommands.resetPassword,
    status: 201,
    summary: [
      'Give a user a one-time password: the former one and all sessions end',
      'Donner un mot de passe provisoire\u202f: l’ancien et les sessions prennent fin',
    ],
    refusals: ['USER_UNKNOWN', 'OWN_ACCOUNT'],
  }),
  listUserSessions: get('/head-office/users/:userId/sessions', {
    access: 'administrator',
    role: 'ADMINISTRATOR',
    contract: userQueries.listUserSessions,
    summary: ['Where a user is logged in', 'Où un utilisateur est connecté'],
    refusals: ['USER_UNKNOWN'],
  }),
  endUserSession: remove('/head-office/users/:userId/sessions/:sessionId', {
    access: 'administratorCommand',
    contract: userCommands.endUserSession,
    summary: ['End a session of a user', 'Mettre fin à une session d’un utilisateur'],
    refusals: ['USER_SESSION_UNKNOWN'],
  }),
  listApiKeys: get('/head-office/api-keys', {
    access: 'administrator',
    role: 'ADMINISTRATOR',
    contract: userQueries.listApiKeys,
    summary: ['The keys of other systems', 'Les clés des autres systèmes'],
  }),
  createApiKey: post('/head-office/api-keys', {
    access: 'administratorCommand',
    contract: userCommands.createApiKey,
    input: createApiKeyBody,
    example: {
      keyId: EXAMPLE_API_KEY_ID,
      name: 'Serveur GesPx',
      scopes: ['exports:read', 'jobs:read'],
      stores: null,
      days: 365,
    },
    status: 201,
    summary: ['Make a key, told once', 'Créer une clé, montrée une seule fois'],
    refusals: ['ID_REUSED'],
  }),
  revokeApiKey: post('/head-office/api-keys/:keyId/revoke', {
    access: 'administratorCommand',
    contract: userCommands.revokeApiKey,
    summary: ['Revoke a key', 'Révoquer une clé'],
    refusals: ['API_KEY_UNKNOWN'],
  }),
  readPeopleJournal: get('/head-office/people/journal', {
    access: 'administrator',
    role: 'ADMINISTRATOR',
    contract: userQueries.peopleJournal,
    input: journalQuery,
    summary: [
      'Who did what to users, sessions and keys',
      'Qui a fait quoi aux utilisateurs, aux sessions et aux clés',
    ],
  }),
} as const satisfies Routes;
