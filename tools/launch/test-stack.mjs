import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { findProgram } from './debian.mjs';
import { LaunchFailure } from './failure.mjs';
import { Ledger } from './ledger.mjs';
import { Lifetime } from './lifetime.mjs';
import { pingDatabase } from './ping.mjs';
import { Ports, takeFreePort } from './ports.mjs';
import { startNats } from './private-servers.mjs';
import { Secrets } from './secrets.mjs';
import { choosePorts, playDay, startStack } from './stack.mjs';
import { describe, Terminal } from './terminal.mjs';
import { ROOT } from './workplace.mjs';

/**
 * The whole system for one end-to-end spec: its own database, processes, ports and folder, on the servers the
 * suites were given.
 *
 * @typedef {import('./stack.mjs').Stack & {
 *   playDay: (report: string, weather?: { fairWeather: boolean }) => Promise<number>,
 *   close: () => Promise<void>,
 * }} TestStack `playDay` answers the exit code of the demo day
 */

/** Clear of the demonstration, which may be running beside the tests. */
const PORT_OFFSET = 12_000;
const NATS_PORT = 26_222;

/**
 * @param {string} name of the spec, for its folder and its database
 * @param {{ products?: string, only?: readonly string[], settings?: import('./services.mjs').Scene['settings'] }} [options]
 * @returns {Promise<TestStack>}
 */
export async function openTestStack(name, { products, only, settings = {} } = {}) {
  const directory = join(ROOT, '.local/test/stacks', name);
  const logs = join(directory, 'logs');
  // Every run has a database of its own: what an earlier one's tills and head office kept speaks of another.
  if (existsSync(directory)) {
    for (const kept of readdirSync(directory)) {
      if (kept !== 'pids') rmSync(join(directory, kept), { recursive: true });
    }
  }
  mkdirSync(logs, { recursive: true });
  const lifetime = new Lifetime();
  const ledger = new Ledger(join(directory, 'pids'));
  const terminal = new Terminal(new Writable({ write: (_chunk, _encoding, done) => done() }));
  /** @type {import('./workplace.mjs').Workplace} */
  const workplace = { profile: 'test', directory, logs, ledger, lifetime, terminal };
  try {
    const servers = await serversForTests(workplace);
    const databaseName = `test_${name.replace(/\W+/g, '_')}_${Date.now()}`;
    const chosenPorts = await choosePorts(workplace, { offset: PORT_OFFSET });
    const stack = await startStack(workplace, servers, {
      databaseName,
      products,
      only,
      settings,
      chosenPorts,
    });
    return {
      ...stack,
      playDay: (report, weather) =>
        playDay(workplace, stack, { report, log: join(logs, 'demo-day.log'), ...weather }),
      close: () => lifetime.end(),
    };
  } catch (error) {
    await lifetime.end();
    throw error instanceof LaunchFailure ? new Error(describe(error).join('\n'), { cause: error }) : error;
  }
}

/**
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {Promise<import('./servers.mjs').Servers>}
 */
async function serversForTests(workplace) {
  const databaseUrl = given('DATABASE_URL');
  const greeting = await pingDatabase(databaseUrl);
  const type = greeting.ok && !/mariadb/i.test(greeting.greeting) ? 'mysql' : 'mariadb';
  return {
    database: { url: databaseUrl, given: true, type },
    // Another of Redis's numbered databases than the integration specs use.
    redis: { url: new URL('/1', given('REDIS_URL')).href, given: true },
    nats: await natsForTests(workplace),
  };
}

/**
 * Users and their subjects are part of what end-to-end tests test: a NATS in operator mode, if one can be started.
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {Promise<import('./servers.mjs').Server>}
 */
async function natsForTests(workplace) {
  const program = findProgram('nats-server');
  if (program === undefined) return { url: given('NATS_URL'), given: true };
  const ports = new Ports(join(workplace.directory, 'ports.json'), takeFreePort(workplace.lifetime));
  const { port } = await ports.choose('nats', NATS_PORT);
  const secondPort = async () => (await ports.choose('nats-monitor', NATS_PORT + 1)).port;
  const secrets = new Secrets(workplace.directory);
  return {
    given: false,
    ...(await startNats({ workplace, port, secondPort, program: () => program, secrets })),
  };
}

/** @param {string} variable */
function given(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run \`npm test\`, or start a server and set it`);
  return value;
}
