import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bus } from '@encaisse/messaging';
import { pino } from 'pino';

/**
 * Where NATS is, and the folder of its users' keys, when it asks who they are.
 * @typedef {{ url: string, keys: string | undefined }} NatsPlace
 */

/**
 * A client that may say and hear what this service may.
 * @param {NatsPlace} place
 * @param {'register-service' | 'gateway'} user
 * @returns {Promise<Bus>}
 */
export function connectAs({ url, keys }, user) {
  const options = { servers: [url], name: `bench-${user}`, log: pino({ level: 'silent' }) };
  if (keys === undefined) return Bus.connect(options);
  const creds = readFileSync(join(keys, user, 'nats.creds'), 'utf8');
  return Bus.connect({ ...options, identity: { creds }, inboxPrefix: `_INBOX.${user}` });
}

/** Milliseconds of Unix time with their fractions, the same in all processes of a machine. */
export const preciseNow = () => performance.timeOrigin + performance.now();
