import { join } from 'node:path';
import { findProgram, installLine, installPackages, mayInstall } from './debian.mjs';
import { LaunchFailure } from './failure.mjs';
import { pingDatabase, pingNats, pingRedis } from './ping.mjs';
import { Ports, takeFreePort } from './ports.mjs';
import { startMariadb, startNats, startOpenNats, startRedis } from './private-servers.mjs';
import { Secrets } from './secrets.mjs';

/**
 * The three servers everything stands on: each one either given by its URL, or a private one.
 *
 * @typedef {import('./workplace.mjs').Workplace} Workplace
 * @typedef {{ url: string, given: boolean, keys?: string | undefined }} Server
 * @typedef {{ database: Server & { type: 'mariadb' | 'mysql' }, redis: Server, nats: Server }} Servers
 * `keys`: the folder of them, when NATS asks its users who they are
 *
 * @typedef {{
 *   title: string, variable: string, example: string, debianPackage: string, programs: string[],
 *   dockerRun: string, demoPort: number, ping: import('./ping.mjs').Ping,
 *   start: (means: import('./private-servers.mjs').Means) => Promise<import('./private-servers.mjs').RunningServer>,
 * }} ServerKind
 */

/** Above the usual ports, so that a server the machine already runs stays what it is. */
const KINDS = /** @type {const} @satisfies {Record<keyof Servers, ServerKind>} */ ({
  database: {
    title: 'MariaDB',
    variable: 'DATABASE_URL',
    example: 'mysql://root:secret@127.0.0.1:3306',
    debianPackage: 'mariadb-server',
    programs: ['mariadbd', 'mariadb-install-db'],
    dockerRun:
      'docker run -d -p 127.0.0.1:3306:3306 -e MARIADB_ROOT_PASSWORD=secret mariadb:11.8 --local-infile=1',
    demoPort: 13_306,
    ping: pingDatabase,
    start: startMariadb,
  },
  redis: {
    title: 'Redis',
    variable: 'REDIS_URL',
    example: 'redis://127.0.0.1:6379',
    debianPackage: 'redis-server',
    programs: ['redis-server'],
    dockerRun:
      'docker run -d -p 127.0.0.1:6379:6379 redis:8 redis-server --appendonly yes --maxmemory-policy noeviction',
    demoPort: 16_379,
    ping: pingRedis,
    start: startRedis,
  },
  nats: {
    title: 'NATS',
    variable: 'NATS_URL',
    example: 'nats://127.0.0.1:4222',
    debianPackage: 'nats-server',
    programs: ['nats-server'],
    dockerRun: 'docker run -d -p 127.0.0.1:4222:4222 nats:2.15-alpine',
    demoPort: 14_222,
    ping: pingNats,
    start: (means) => (means.workplace.profile !== 'test' ? startNats(means) : startOpenNats(means)),
  },
});

/** Tests take ports below the range that the system gives to outgoing connections, from a random place on. */
const TEST_PORTS = { first: 20_000, count: 12_000 };

/**
 * Asks the servers that the person gave whether they are there, and whether the others can be had: before minutes
 * go by, not after.
 * @param {Workplace} workplace
 */
export async function checkServers(workplace) {
  const missing = missingKinds();
  if (missing.length > 0 && !mayInstall()) {
    await workplace.terminal.step('Servers', () => {
      throw missingServers(missing);
    });
  }
  for (const kind of Object.values(KINDS)) {
    const url = given(kind.variable);
    if (url === undefined) continue;
    await workplace.terminal.step(`${kind.title} given by ${kind.variable}`, () => greetingOf(kind, url));
  }
}

/**
 * @param {Workplace} workplace
 * @returns {Promise<Servers>}
 */
export async function bringServers(workplace) {
  await provide(workplace, missingKinds());
  const ports = new Ports(join(workplace.directory, 'ports.json'), takeFreePort(workplace.lifetime));
  const secrets = new Secrets(workplace.directory);
  const database = await bring(workplace, KINDS.database, { ports, secrets });
  const redis = await bring(workplace, KINDS.redis, { ports, secrets });
  const nats = await bring(workplace, KINDS.nats, { ports, secrets });
  const type = /mariadb/i.test(database.greeting) ? 'mariadb' : 'mysql';
  return { database: { ...database, type }, redis, nats };
}

/**
 * @param {Workplace} workplace
 * @param {ServerKind} kind
 * @param {{ ports: Ports, secrets: Secrets }} means
 * @returns {Promise<Server & { greeting: string }>}
 */
async function bring(workplace, kind, { ports, secrets }) {
  const { title, variable, ping } = kind;
  const url = given(variable);
  if (url !== undefined) return { url, given: true, greeting: await greetingOf(kind, url) };
  return workplace.terminal.step(title, async () => {
    const name = title.toLowerCase();
    const first = firstPort(workplace, kind);
    const { port, taken } = await ports.choose(name, first);
    if (taken !== undefined) workplace.terminal.note(`port ${taken} is taken: ${title} listens on ${port}`);
    const secondPort = async () => (await ports.choose(`${name}-monitor`, first + 1)).port;
    const server = await kind.start({ workplace, port, secondPort, program: required, secrets });
    const answer = await ping(server.url);
    return { ...server, given: false, greeting: answer.ok ? answer.greeting : '' };
  });
}

/**
 * @param {ServerKind} kind
 * @param {string} url
 * @returns {Promise<string>}
 */
async function greetingOf({ title, variable, example, ping }, url) {
  const answer = await ping(url);
  if (answer.ok) return answer.greeting;
  throw new LaunchFailure(
    `${variable}=${withoutPassword(url)} does not answer: ${answer.reason}`,
    `Start that server, or correct ${variable} (such as ${example}),\nor leave ${variable} out to have a private ${title} started.`,
  );
}

/**
 * @param {Workplace} workplace
 * @param {ServerKind[]} missing
 */
async function provide(workplace, missing) {
  if (missing.length === 0) return;
  const packages = missing.map(({ debianPackage }) => debianPackage);
  await workplace.terminal.step(`Debian packages ${packages.join(', ')}`, async () => {
    await installPackages(workplace, packages);
    for (const { programs } of missing) programs.forEach(required);
  });
}

/** @returns {ServerKind[]} those that are not given and whose programs are not here */
function missingKinds() {
  return Object.values(KINDS).filter(
    ({ variable, programs }) =>
      given(variable) === undefined && programs.some((program) => findProgram(program) === undefined),
  );
}

/**
 * @param {ServerKind[]} missing
 * @returns {LaunchFailure}
 */
function missingServers(missing) {
  const programs = missing.flatMap((kind) => kind.programs).filter((program) => !findProgram(program));
  return new LaunchFailure(
    `${programs.join(', ')} not found, and only root may install packages here`,
    [
      'One of these:',
      `1. install them:  sudo ${installLine(missing.map(({ debianPackage }) => debianPackage))}`,
      '2. run them in Docker:',
      ...missing.map(({ dockerRun }) => `     ${dockerRun}`),
      '   and give their addresses as in 3;',
      '3. give servers that you have:',
      ...missing.map(({ variable, example }) => `     export ${variable}=${example}`),
    ].join('\n'),
  );
}

/** @param {string} program */
function required(program) {
  const path = findProgram(program);
  if (path) return path;
  throw new LaunchFailure(
    `${program} is not found`,
    'Install it, or give the address of a server that you have.',
  );
}

/**
 * @param {string} variable
 * @returns {string | undefined}
 */
function given(variable) {
  return process.env[variable] || undefined;
}

/**
 * @param {Workplace} workplace
 * @param {ServerKind} kind
 */
function firstPort({ profile }, { demoPort }) {
  return profile === 'demo' ? demoPort : TEST_PORTS.first + Math.floor(Math.random() * TEST_PORTS.count);
}

/** @param {string} url as it may stand on a screen */
export function withoutPassword(url) {
  return url.replace(/(:\/\/[^:@/]*:)[^@/]*@/g, '$1…@');
}
