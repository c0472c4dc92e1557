import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { exitOf, lastLines, run, sizeOf, start, stop } from './child.mjs';
import { failureFromOutput } from './failure.mjs';
import { pause } from './ledger.mjs';
import { pingDatabase, pingNats, pingRedis } from './ping.mjs';
import { ROOT } from './workplace.mjs';

/**
 * One MariaDB, one Redis and one NATS of our own, on this machine's own address, with the durable settings that
 * production asks for. They run as whoever runs the launcher and stop with it.
 *
 * @typedef {import('./workplace.mjs').Workplace} Workplace
 * @typedef {{
 *   workplace: Workplace,
 *   port: number,
 *   secondPort: () => Promise<number>,
 *   program: (name: string) => string,
 *   secrets: import('./secrets.mjs').Secrets,
 * }} Means `program` answers the full path; `secondPort` chooses one for what a server shows of itself
 * @typedef {{ url: string, keys?: string }} RunningServer
 */

const HOST = '127.0.0.1';
const OWNER_ONLY = 0o600;
const START_LIMIT_MS = 60_000;
const INSTALL_LIMIT_MS = 120_000;
const STOP_GRACE_MS = 30_000;
const POLL_MS = 50;
/** A socket's path may have 107 bytes; working copies lie deep sometimes. */
const LONGEST_SOCKET_PATH = 100;

/**
 * @param {Means} means
 * @returns {Promise<RunningServer>} the URL of an administrator, without a database
 */
export async function startMariadb({ workplace, port, program, secrets }) {
  const data = join(workplace.directory, 'mariadb');
  const asRoot = process.getuid?.() === 0 ? [`--user=${userInfo().username}`] : [];
  if (!existsSync(data)) await installMariadb(workplace, program('mariadb-install-db'), data, asRoot);
  const password = secrets.get('mariadb-admin');
  const url = `mysql://encaisse_admin:${password}@${HOST}:${port}`;
  const initFile = join(workplace.directory, 'mariadb-init.sql');
  writeFileSync(
    initFile,
    [
      `CREATE OR REPLACE USER 'encaisse_admin'@'%' IDENTIFIED BY '${password}';`,
      `GRANT ALL PRIVILEGES ON *.* TO 'encaisse_admin'@'%' WITH GRANT OPTION;`,
      '',
    ].join('\n'),
    { mode: OWNER_ONLY },
  );
  await startServer(workplace, {
    name: 'mariadb',
    url,
    ping: pingDatabase,
    command: [
      program('mariadbd'),
      '--no-defaults',
      ...asRoot,
      `--datadir=${data}`,
      `--socket=${socketPath(workplace)}`,
      `--pid-file=${join(data, 'mariadbd.pid')}`,
      `--bind-address=${HOST}`,
      `--port=${port}`,
      `--init-file=${initFile}`,
      '--innodb-flush-log-at-trx-commit=1',
      '--innodb-buffer-pool-size=256M',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_ci',
      '--default-time-zone=+00:00',
      '--max-connections=300',
      '--local-infile=1',
    ],
  });
  return { url };
}

/**
 * @param {Means} means
 * @returns {Promise<RunningServer>}
 */
export async function startRedis({ workplace, port, program, secrets }) {
  const data = join(workplace.directory, 'redis');
  mkdirSync(data, { recursive: true });
  const password = secrets.get('redis');
  const url = `redis://:${password}@${HOST}:${port}`;
  const configuration = join(workplace.directory, 'redis.conf');
  writeFileSync(
    configuration,
    [
      `bind ${HOST}`,
      `port ${port}`,
      `dir "${data}"`,
      `requirepass ${password}`,
      'appendonly yes',
      'appendfsync everysec',
      'maxmemory-policy noeviction',
      'save ""',
      '',
    ].join('\n'),
    { mode: OWNER_ONLY },
  );
  await startServer(workplace, {
    name: 'redis',
    url,
    ping: pingRedis,
    command: [program('redis-server'), configuration],
  });
  return { url };
}

/**
 * Open to everybody on this machine; for the specs of the messaging library, which bring their own identities.
 * @param {Means} means
 * @returns {Promise<RunningServer>}
 */
export async function startOpenNats({ workplace, port, program }) {
  const url = `nats://${HOST}:${port}`;
  const configuration = join(workplace.directory, 'nats-open.conf');
  writeFileSync(configuration, `host: "${HOST}"\nport: ${port}\n`);
  await startServer(workplace, {
    name: 'nats',
    url,
    ping: pingNats,
    command: [program('nats-server'), '-c', configuration],
  });
  return { url };
}

/**
 * In operator mode: a user for each service and each till, with its own subjects. The tool that makes the keys
 * keeps them from run to run, because every enrolled till depends on them.
 * @param {Means} means
 * @returns {Promise<RunningServer>} `keys`: the folder of keys and credentials
 */
export async function startNats({ workplace, port, secondPort, program }) {
  const url = `nats://${HOST}:${port}`;
  const keys = join(workplace.directory, 'nats');
  const outcome = await run(
    workplace.ledger,
    {
      name: 'nats-operator',
      command: [
        process.execPath,
        join(ROOT, 'tools/nats-operator/dist/main.js'),
        ...['--out', keys, '--listen', `${HOST}:${port}`, '--monitor', `${HOST}:${await secondPort()}`],
      ],
      log: join(workplace.logs, 'nats-operator.log'),
    },
    { lifetime: workplace.lifetime, limitMs: START_LIMIT_MS },
  );
  if (outcome.code !== 0) {
    throw failureFromOutput('the keys of NATS could not be made', outcome.lines, 'Read the lines below.');
  }
  await startServer(workplace, {
    name: 'nats',
    url,
    ping: pingNats,
    command: [program('nats-server'), '-c', join(keys, 'server/nats.conf')],
  });
  return { url, keys };
}

/**
 * Into a folder beside, renamed when whole: an installation that was interrupted is done again.
 * @param {Workplace} workplace
 * @param {string} installer
 * @param {string} data
 * @param {string[]} asRoot
 */
async function installMariadb(workplace, installer, data, asRoot) {
  const half = `${data}.half`;
  rmSync(half, { recursive: true, force: true });
  const outcome = await run(
    workplace.ledger,
    {
      name: 'mariadb-install-db',
      command: [
        installer,
        '--no-defaults',
        ...asRoot,
        `--datadir=${half}`,
        '--auth-root-authentication-method=socket',
        '--skip-test-db',
      ],
      log: join(workplace.logs, 'mariadb-install-db.log'),
    },
    { lifetime: workplace.lifetime, limitMs: INSTALL_LIMIT_MS },
  );
  if (outcome.code !== 0) {
    throw failureFromOutput('the database folder could not be made', outcome.lines, 'Read the lines below.');
  }
  renameSync(half, data);
}

/**
 * @param {Workplace} workplace
 * @param {{ name: string, url: string, ping: import('./ping.mjs').Ping, command: string[] }} server
 */
async function startServer(workplace, { name, url, ping, command }) {
  const { ledger, lifetime } = workplace;
  lifetime.signal.throwIfAborted();
  const log = join(workplace.logs, `${name}.log`);
  const from = sizeOf(log);
  const child = start(ledger, { name, command, log });
  lifetime.onEnd(name, () => stop(ledger, child, { graceMs: STOP_GRACE_MS }));
  const ended = exitOf(child).then(
    ({ code, signal }) => `${name} ended at once (${signal ?? `exit code ${code}`})`,
  );
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    lifetime.signal.throwIfAborted();
    const answer = await Promise.race([ping(url), ended]);
    if (typeof answer === 'string') throw failureFromOutput(answer, lastLines(log, from), `Read ${log}.`);
    if (answer.ok) {
      void watch(workplace, name, log, child);
      return;
    }
    await pause(POLL_MS);
  }
  throw failureFromOutput(`${name} did not answer within a minute`, lastLines(log, from), `Read ${log}.`);
}

/**
 * A server that dies in the middle of a run takes the run with it: what would fail next says nothing of the cause.
 * @param {Workplace} workplace
 * @param {string} name
 * @param {string} log
 * @param {import('node:child_process').ChildProcess} child
 */
async function watch({ lifetime }, name, log, child) {
  const { code, signal } = await exitOf(child);
  if (lifetime.signal.aborted) return;
  const failure = failureFromOutput(
    `${name} ended in the middle of the run (${signal ?? `exit code ${code}`})`,
    lastLines(log),
    `Read ${log}, then run the command again.`,
  );
  failure.step = name;
  lifetime.fail(failure);
}

/** @param {Workplace} workplace */
function socketPath({ directory, lifetime }) {
  const beside = join(directory, 'mariadb.sock');
  if (beside.length <= LONGEST_SOCKET_PATH) return beside;
  const short = join(
    tmpdir(),
    `encaisse-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}.sock`,
  );
  lifetime.onEnd('the database socket', () => rmSync(short, { force: true }));
  return short;
}
