import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ROLES } from '@encaisse/contracts';
import { call } from '../api.mjs';

/** @import { OpenedSession, Problem } from '@encaisse/contracts' */
/** @import { Person } from './watcher.mjs' */

const PASSWORD = 'quatre mots que je retiens';
/** Fewer than the wrong guesses that a network may make: an attempt counts as one until it is known to be none. */
const AT_ONCE = 3;
const AGAIN_MS = 250;
const PATIENCE_MS = 60_000;

/**
 * Who watches: every other one all stores, of the rest some a third of them and some a single one; of every role.
 * @param {number} count
 * @param {readonly string[]} storeIds
 * @returns {Person[]}
 */
export function peopleOf(count, storeIds) {
  return Array.from({ length: count }, (_, index) => ({
    name: `veille${index + 1}@chaine.example`,
    role: ROLES[index % ROLES.length] ?? 'WATCHER',
    stores: storesOf(index, storeIds),
  }));
}

/** @param {number} index @param {readonly string[]} storeIds */
function storesOf(index, storeIds) {
  if (index % 2 === 0) return null;
  if (index % 4 === 1) return storeIds.filter((_, place) => (place + index) % 3 === 0 || place === 0);
  return storeIds.filter((_, place) => place === index % storeIds.length);
}

/**
 * Makes them users of head office, and lets them choose their passwords, by which they are logged in.
 * @param {{ base: string, administrator: string }} headOffice its address, and the token of whoever makes them
 * @param {readonly Person[]} people
 * @param {(index: number, token: string) => Promise<void>} admitted called for each as soon as she is in
 */
export async function admitAll(headOffice, people, admitted) {
  const waiting = people.map((person, index) => ({ person, index }));
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await admitted(next.index, await admit(headOffice, next.person));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** @param {{ base: string, administrator: string }} headOffice @param {Person} person */
async function admit({ base, administrator }, { name, role, stores }) {
  const displayName = name.split('@')[0] ?? name;
  /** @type {{ password: string }} */
  const { password } = await untilGranted(`${base}/users`, {
    bearer: administrator,
    body: { userId: randomUUID(), name, displayName, role, stores },
  });
  /** @type {OpenedSession} */
  const { token } = await untilGranted(`${base}/first-password`, {
    body: { user: name, password, newPassword: PASSWORD },
  });
  return token;
}

/**
 * Asks again while supervision-service is away.
 * @template T
 * @param {string} url
 * @param {import('../api.mjs').With} by
 * @returns {Promise<T>}
 */
async function untilGranted(url, by) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status, body } = await call('POST', url, by);
    if (status >= 200 && status < 300) return /** @type {T} */ (body);
    if (status < 500 || Date.now() > deadline)
      throw new Error(`POST ${new URL(url).pathname}: ${status} ${/** @type {Problem} */ (body).code}`);
    await pause(AGAIN_MS);
  }
}
