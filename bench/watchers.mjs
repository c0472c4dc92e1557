import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, installDependencies } from '../tools/launch/dependencies.mjs';
import { launch } from '../tools/launch/entry.mjs';
import { bringServers, checkServers } from '../tools/launch/servers.mjs';
import { choosePorts, startStack } from '../tools/launch/stack.mjs';
import { Terminal } from '../tools/launch/terminal.mjs';
import { openWorkplace } from '../tools/launch/workplace.mjs';
import { watchLoad } from './load.mjs';
import { followProcessorTime } from './processor-time.mjs';

/**
 * `npm run bench:watchers`: many simulated registers tell head office what happens, and people watch it live, on the real
 * supervision-service, gateway, database and NATS. No time is a pass or a fail: times are told. A change that a watcher was
 * not sent, was sent twice, out of order or though it is of another's store fails, and so does a read model that is not
 * what the stores have told.
 */

const PORT_OFFSET = 14_500;
const SERVICES = ['supervision-service', 'gateway'];

const { values } = parseArgs({
  options: {
    registers: { type: 'string', default: '2000' },
    changes: { type: 'string', default: '200' },
    watchers: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '300' },
    kill: { type: 'string', default: '0' },
    drop: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});
const wanted = {
  registers: whole('registers', values.registers, 1),
  changes: whole('changes', values.changes, 1),
  watchers: whole('watchers', values.watchers, 1),
  seconds: whole('seconds', values.seconds, 5),
  kills: whole('kill', values.kill, 0),
  drop: values.drop,
};

const terminal = new Terminal();
await launch(bench, (error) => terminal.failure(error));

/** @type {import('../tools/launch/lifetime.mjs').Main} */
async function bench(lifetime) {
  const workplace = await openWorkplace('bench', { lifetime, terminal, fresh: true });
  const chosenPorts = await choosePorts(workplace, { offset: PORT_OFFSET });
  await checkServers(workplace);
  await installDependencies(workplace);
  await build(workplace);
  const servers = await bringServers(workplace);
  const databaseName = `bench_${Date.now()}`;
  const stack = await startStack(workplace, servers, { databaseName, only: SERVICES, chosenPorts });
  // Not before it is installed and built.
  const { watchChain } = await import('./watchers/run.mjs');
  const { linesOf } = await import('./watchers/table.mjs');
  const processorTime = followProcessorTime();
  const load = watchLoad();
  const watched = await Promise.race([
    watchChain(stack, wanted, (title, work) => terminal.step(title, work)),
    stack.supervisor.failure(),
  ]);
  const machine = { node: process.version, cores: cpus().length, load: load() };
  const report = { ...watched, processorSeconds: processorTime(), machine };
  const folder = join(workplace.directory, 'report');
  mkdirSync(folder, { recursive: true });
  writeFileSync(values.report ?? join(folder, 'watchers.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  terminal.line();
  for (const line of linesOf(report)) terminal.line(line);
  return report.ok ? 0 : 1;
}

/** @param {string} name @param {string} text @param {number} least */
function whole(name, text, least) {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  console.error(`--${name} must be a whole number of ${least} or more`);
  process.exit(2);
}
