import { adminLoginReply, oneTimePassword, openedSession, type Role, userQueries } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Api, granted } from '../api.js';
import type { DemoMemory } from '../state.js';

/** A user of head office, as its administrator sets her up. */
export interface HeadOfficePerson {
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  /** Code of the only store that she sees; undefined: all of them. */
  readonly storeCode?: string;
}

/** Looks after the alerts of the whole chain, and is the second of two people. */
export const OPERATOR: HeadOfficePerson = {
  name: 'claire.martin@trois-halles.example',
  displayName: 'Claire Martin',
  role: 'OPERATOR',
};
/** Looks at one store, and may do nothing there. */
export const WATCHER: HeadOfficePerson = {
  name: 'yves.leroy@trois-halles.example',
  displayName: 'Yves Leroy',
  role: 'WATCHER',
  storeCode: 'S01',
};
const DEMO_PASSWORD = 'quatre mots pour la démo';

interface HeadOffice {
  readonly gatewayUrl: string;
  readonly administrator: Api;
  readonly memory: DemoMemory;
  readonly storeIdOf: (code: string) => string;
}

/** Answers the token of her session. The first time she is created, and chooses her password for the one-time one. */
export async function logInAs(
  { name, displayName, role, storeCode }: HeadOfficePerson,
  { gatewayUrl, administrator, memory, storeIdOf }: HeadOffice,
): Promise<string> {
  const open = new Api(`${gatewayUrl}/api/v1`, undefined);
  const known = memory.passwordOfPerson(name);
  if (known !== undefined) {
    const body = { user: name, password: known };
    const call = { method: 'POST', path: '/head-office/login', body } as const;
    return granted(`${name} logs in`, await open.call(call, adminLoginReply)).token;
  }
  const stores = storeCode === undefined ? null : [storeIdOf(storeCode)];
  const password = await oneTimePasswordOf(administrator, { name, displayName, role, stores });
  const first = { user: name, password, newPassword: DEMO_PASSWORD };
  const choose = { method: 'POST', path: '/head-office/first-password', body: first } as const;
  const { token } = granted(`${name} chooses a password`, await open.call(choose, openedSession));
  memory.rememberPerson(name, DEMO_PASSWORD);
  return token;
}

/** Of a new user; of one who is there already, whose password the demo forgot, in place of the former. */
async function oneTimePasswordOf(
  administrator: Api,
  user: { readonly name: string; readonly displayName: string; readonly role: Role; stores: string[] | null },
): Promise<string> {
  const list = await administrator.call({ method: 'GET', path: '/users' }, userQueries.listUsers.reply);
  const known = granted('list users', list).users.find(({ name }) => name === user.name);
  const call =
    known === undefined
      ? ({ method: 'POST', path: '/users', body: { userId: uuidv7(), ...user } } as const)
      : ({ method: 'POST', path: `/users/${known.userId}/password` } as const);
  return granted(`set up ${user.name}`, await administrator.call(call, oneTimePassword)).password;
}
