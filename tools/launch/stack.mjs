import { join } from 'node:path';
import { environment, run } from './child.mjs';
import { failureFromOutput } from './failure.mjs';
import { Ports, takeFreePort } from './ports.mjs';
import { Supervisor } from './processes.mjs';
import { Secrets } from './secrets.mjs';
import { agents, demoDay, demoSetup, migrations, PORTS, services } from './services.mjs';

/**
 * The whole system on servers that answer: migrated, started, ready. `npm start` and the end-to-end tests both
 * begin here.
 *
 * @typedef {import('./workplace.mjs').Workplace} Workplace
 * @typedef {import('./services.mjs').Scene} Scene
 * @typedef {{ scene: Scene, supervisor: Supervisor, migrate: () => Promise<void> }} Stack `migrate` makes the databases of its services, where they are not there
 */

const MIGRATION_LIMIT_MS = 120_000;
const SETUP_LIMIT_MS = 120_000;
const DAY_LIMIT_MS = 15 * 60_000;

/**
 * @param {Workplace} workplace
 * @param {import('./servers.mjs').Servers} servers
 * @param {{ databaseName: string, products?: string | undefined, chainFile?: string | undefined, only?: readonly string[] | undefined, settings?: Scene['settings'], chosenPorts: Record<import('./services.mjs').PortName, number> }} options
 * `chainFile`: head office's stores in the place of the demo chain; their tills are then the caller's to make. `only`: these
 * services and no others, without any chain
 * @returns {Promise<Stack>}
 */
export async function startStack(workplace, servers, options) {
  const { databaseName, products, chainFile, only, settings = {}, chosenPorts } = options;
  const { terminal, directory, logs } = workplace;
  const secrets = new Secrets(directory);
  /** @type {Scene} */
  const scene = {
    directory,
    logs,
    ports: chosenPorts,
    databaseType: servers.database.type,
    databaseUrl: (user) => databaseUrl(servers.database.url, databaseName, user && [user, secrets.get(user)]),
    redisUrl: servers.redis.url,
    natsUrl: servers.nats.url,
    natsKeys: servers.nats.keys,
    secret: (name) => secrets.get(name),
    products,
    chainFile,
    settings,
  };
  const wanted = (/** @type {string} */ name) => only === undefined || only.includes(name);
  const migrate = async () => {
    for (const migration of migrations(scene).filter(({ name }) => wanted(name.replace('migrate-', '')))) {
      await terminal.step(migration.name, () => runOnce(workplace, migration, MIGRATION_LIMIT_MS));
    }
  };
  await migrate();
  const supervisor = new Supervisor(workplace);
  /** @param {import('./processes.mjs').ServiceDefinition[]} definitions */
  const startAll = (definitions) =>
    Promise.all(definitions.map((definition) => supervisor.start(definition)));
  await terminal.step('Services', () => startAll(services(scene).filter(({ name }) => wanted(name))));
  const stack = { scene, supervisor, migrate };
  if (chainFile !== undefined || only !== undefined) return stack;
  await terminal.step('Demo chain', () => runOnce(workplace, demoSetup(scene), SETUP_LIMIT_MS));
  await terminal.step('Printer agents', () => startAll(agents(scene)));
  return stack;
}

/**
 * Ports that stay the same from run to run; the gateway's is the person's to choose, by PORT.
 * @param {Workplace} workplace
 * @param {{ wantedGatewayPort?: string | undefined, offset?: number }} [options] `offset`: added to each usual port, so that tests stay clear of a running demonstration
 * @returns {Promise<Record<import('./services.mjs').PortName, number>>}
 */
export function choosePorts({ directory, terminal, lifetime }, { wantedGatewayPort, offset = 0 } = {}) {
  return terminal.step('Ports', async () => {
    const ports = new Ports(join(directory, 'ports.json'), takeFreePort(lifetime));
    const chosen = { ...PORTS };
    if (wantedGatewayPort !== undefined)
      chosen.gateway = await ports.require('gateway', wantedGatewayPort, 'PORT');
    for (const name of /** @type {(keyof typeof PORTS)[]} */ (Object.keys(PORTS))) {
      if (name === 'gateway' && wantedGatewayPort !== undefined) continue;
      const { port, taken } = await ports.choose(name, PORTS[name] + offset);
      if (taken !== undefined)
        terminal.note(`port ${taken} is taken by another program: ${name} listens on ${port}`);
      chosen[name] = port;
    }
    return chosen;
  });
}

/**
 * Plays the demo day, its progress on our terminal.
 * @param {Workplace} workplace
 * @param {Stack} stack
 * @param {{ report: string, log?: string, fairWeather?: boolean }} options absolute paths; with `log` the progress goes there
 * @returns {Promise<number>} the exit code of the day: 0 when all of it is as it must be
 */
export async function playDay(workplace, { scene, supervisor }, { report, log, fairWeather }) {
  const { name, command, env } = demoDay(scene, report, fairWeather);
  const program = { name, command, env: environment(env), ...(log === undefined ? {} : { log }) };
  const day = run(workplace.ledger, program, { lifetime: workplace.lifetime, limitMs: DAY_LIMIT_MS });
  const { code } = await Promise.race([day, supervisor.failure()]);
  return code ?? 1;
}

/**
 * @param {Workplace} workplace
 * @param {import('./processes.mjs').ServiceDefinition} program
 * @param {number} limitMs
 */
async function runOnce(workplace, { name, command, env }, limitMs) {
  const log = join(workplace.logs, `${name}.log`);
  const outcome = await run(
    workplace.ledger,
    { name, command, env: environment(env), log },
    { lifetime: workplace.lifetime, limitMs },
  );
  if (outcome.code === 0) return;
  throw failureFromOutput(
    outcome.timedOut ? `${name} did not end within ${limitMs / 1000} s` : `${name} failed`,
    outcome.lines,
    `Read ${log}; correct what it says, then run the command again.`,
  );
}

/**
 * @param {string} server the administrator's URL
 * @param {string} name of the database
 * @param {[user: string, password: string] | undefined | ''} login another user than the administrator
 */
function databaseUrl(server, name, login) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  if (login) [url.username, url.password] = login;
  return url.href;
}
