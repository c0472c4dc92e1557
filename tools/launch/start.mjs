import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, installDependencies } from './dependencies.mjs';
import { launch } from './entry.mjs';
import { LaunchFailure } from './failure.mjs';
import { checkFiles, parseStartOptions, USAGE, UsageError } from './options.mjs';
import { bringServers, checkServers } from './servers.mjs';
import { addresses } from './services.mjs';
import { choosePorts, playDay, startStack } from './stack.mjs';
import { Terminal } from './terminal.mjs';
import { openWorkplace } from './workplace.mjs';

/** `npm start`: from a bare clone to a day played in three shops, and then open to whoever comes. */

const terminal = new Terminal();
const options = readOptions();
await launch(demonstrate, reportFailure);

/**
 * @param {import('./lifetime.mjs').Lifetime} lifetime
 * @returns {Promise<number>} the exit code
 */
async function demonstrate(lifetime) {
  prepareFiles();
  const workplace = await openWorkplace('demo', { lifetime, terminal, fresh: options.fresh });
  const chosenPorts = await choosePorts(workplace, { wantedGatewayPort: process.env['PORT'] });
  await checkServers(workplace);
  await installDependencies(workplace);
  await build(workplace);
  const servers = await bringServers(workplace);
  const databaseName = nameDatabase(workplace.directory, servers.database);
  const stack = await startStack(workplace, servers, {
    databaseName,
    products: options.products,
    chosenPorts,
  });
  terminal.line();
  const report = options.report ?? join(workplace.directory, 'day.json');
  const code = await playDay(workplace, stack, { report });
  if (code !== 0) throw dayFailure(code, workplace.logs);
  if (options.exit) return 0;
  showAddresses(stack.scene);
  lifetime.mayEndNow(() => terminal.line('\nStopping.'));
  return stack.supervisor.failure();
}

function readOptions() {
  try {
    const parsed = parseStartOptions(process.argv.slice(2), process.env);
    if (!parsed.help) return parsed;
    terminal.line(USAGE);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.line(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** An old report must not be taken for the one of a run that failed before it wrote any. */
function prepareFiles() {
  checkFiles(options);
  if (options.report === undefined) return;
  mkdirSync(dirname(options.report), { recursive: true });
  rmSync(options.report, { force: true });
}

/** @param {unknown} error */
function reportFailure(error) {
  terminal.failure(error);
  if (options.report === undefined || existsSync(options.report)) return;
  const { step, reason, remedy } =
    error instanceof LaunchFailure ? error : { step: 'the launcher', reason: String(error), remedy: '' };
  writeFileSync(
    options.report,
    `${JSON.stringify({ ok: false, failure: { step, reason, remedy } }, undefined, 2)}\n`,
  );
}

/**
 * In our own server always the same database. In a given one the database that the URL names; when it names none,
 * one of ours that stays from run to run, and a new one for a fresh start: nothing that we did not make is emptied.
 * @param {string} directory
 * @param {import('./servers.mjs').Server} server
 */
function nameDatabase(directory, { url, given }) {
  if (!given) return 'encaisse';
  const named = decodeURIComponent(new URL(url).pathname.slice(1));
  if (named !== '') {
    if (options.fresh) throw freshFailure(named);
    return named;
  }
  const file = join(directory, 'database-name');
  if (!existsSync(file)) writeFileSync(file, `encaisse_demo_${Date.now()}`);
  return readFileSync(file, 'utf8').trim();
}

/** @param {string} name */
function freshFailure(name) {
  const failure = new LaunchFailure(
    `--fresh would have to empty the database ${name}, which this command did not make`,
    'Leave the database name out of DATABASE_URL (a new one is made), or name an empty one and leave --fresh out.',
  );
  failure.step = 'Database';
  return failure;
}

/**
 * @param {number} code
 * @param {string} logs
 */
function dayFailure(code, logs) {
  const failure = new LaunchFailure(
    `the day did not end as it must (exit code ${code}); what differed stands above`,
    `Read the logs in ${logs}; \`npm start -- --fresh\` begins with an empty chain.`,
  );
  failure.step = 'Demo day';
  return failure;
}

/** @param {import('./services.mjs').Scene} scene */
function showAddresses(scene) {
  const lines = addresses(scene);
  const width = Math.max(...lines.map(([title]) => title.length));
  terminal.line();
  for (const [title, value] of lines) terminal.line(`  ${title.padEnd(width)}  ${value}`);
  terminal.line('\nEverything stays up until Ctrl-C.');
}
