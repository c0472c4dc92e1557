import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, installDependencies } from '../tools/launch/dependencies.mjs';
import { launch } from '../tools/launch/entry.mjs';
import { bringServers, checkServers } from '../tools/launch/servers.mjs';
import { addressOf } from '../tools/launch/services.mjs';
import { choosePorts, startStack } from '../tools/launch/stack.mjs';
import { Terminal } from '../tools/launch/terminal.mjs';
import { openWorkplace } from '../tools/launch/workplace.mjs';
import { chainFileOf, makeChain } from './chain.mjs';
import { Counter } from './counter.mjs';
import { watchLoad } from './load.mjs';
import { followProcessorTime } from './processor-time.mjs';
import { compareTickets, readTickets } from './received.mjs';

/** @import { z } from 'zod' */
/** @import { backOfficeArticlePage } from '@encaisse/contracts' */

/**
 * `npm run bench:registers`: many registers sell at once through the public API, a ticket per second each, on the real
 * system; then every register closes and exports, and head office has to hold every ticket once. No time is a pass or a
 * fail: times are told. An error, a lost or a double ticket fails.
 */

const PORT_OFFSET = 14_000;
const HOUSE_USER = 'admin';

const { values } = parseArgs({
  options: {
    registers: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '600' },
    lines: { type: 'string', default: '2' },
    report: { type: 'string' },
  },
});
const registers = positive('registers', values.registers);
const seconds = positive('seconds', values.seconds);
const linesPerTicket = positive('lines', values.lines);

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
  const chainFile = join(workplace.directory, 'chain.json');
  const { RIGHTS } = await import('@encaisse/contracts');
  writeFileSync(chainFile, JSON.stringify(chainFileOf(registers, RIGHTS)));
  const databaseName = `bench_${Date.now()}`;
  const { scene } = await startStack(workplace, servers, { databaseName, chainFile, chosenPorts });
  const headOffice = {
    url: addressOf(scene, 'head-office-simulator'),
    apiKey: scene.secret('head-office-api-key'),
  };
  const gateway = `${addressOf(scene, 'gateway')}/api/v1`;
  const admin = { user: HOUSE_USER, password: scene.secret('admin-password') };

  const tills = await terminal.step(`${registers} registers on as many tills`, () =>
    makeChain({ gateway, admin }, registers),
  );
  const barcodes = await readBarcodes(headOffice);
  const counters = tills.map((till) => new Counter(gateway, till));
  await terminal.step('All of them open', () => each(counters, (counter) => counter.open()));
  const processorTime = followProcessorTime();
  const loads = watchLoad();
  const startedAt = performance.now();
  await terminal.step(`A ticket per second each, for ${seconds} s`, () => sellTogether(counters, barcodes));
  const sellingSeconds = (performance.now() - startedAt) / 1000;
  const processor = processorTime();
  const load = loads();
  await terminal.step('All of them closed and exported', () =>
    each(counters, (counter) => counter.closeAndExport()),
  );
  const wrong = await terminal.step('Every ticket at head office', () => compareAll(counters, headOffice));
  const report = reportOf(counters, { sellingSeconds, processor, load, wrong });
  const folder = join(workplace.directory, 'report');
  mkdirSync(folder, { recursive: true });
  writeFileSync(values.report ?? join(folder, 'registers.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  terminal.line(`\n${JSON.stringify(report, undefined, 2)}`);
  return report.ok ? 0 : 1;
}

/** Each register begins at its own moment of the second. @param {readonly Counter[]} counters @param {readonly string[]} barcodes */
async function sellTogether(counters, barcodes) {
  const start = performance.now() + 500;
  await Promise.all(
    counters.map((counter, index) =>
      counter.sell({
        barcodes: Array.from(
          { length: linesPerTicket },
          (_, line) => barcodes[(index * linesPerTicket + line) % barcodes.length] ?? '',
        ),
        startsAt: start + (index * 1_000) / counters.length,
        tickets: seconds,
      }),
    ),
  );
}

/** A few at a time: passwords are slow to check on purpose. @param {readonly Counter[]} counters @param {(counter: Counter) => Promise<void>} work */
async function each(counters, work) {
  const AT_ONCE = 4;
  const waiting = [...counters];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** @param {{ url: string, apiKey: string }} headOffice @returns {Promise<readonly string[]>} */
async function readBarcodes({ url, apiKey }) {
  const response = await fetch(`${url}/back-office/v1/articles?limit=500`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  const { items } = /** @type {z.output<typeof backOfficeArticlePage>} */ (await response.json());
  return items.filter(({ unit }) => unit === 'PIECE').map(({ barcode }) => barcode);
}

/** @param {readonly Counter[]} counters @param {{ url: string, apiKey: string }} headOffice */
async function compareAll(counters, headOffice) {
  /** @type {string[]} */
  const wrong = [];
  for (const { till, takings } of counters) {
    const name = `${till.storeCode}-${till.number}`;
    wrong.push(...compareTickets(name, takings.sold, await readTickets(headOffice, till)));
  }
  return wrong;
}

/**
 * @param {readonly Counter[]} counters
 * @param {{ sellingSeconds: number, processor: Record<string, number>, load: { median: number, max: number }, wrong: readonly string[] }} measured
 */
function reportOf(counters, { sellingSeconds, processor, load, wrong }) {
  const takings = counters.map((counter) => counter.takings);
  const errors = takings.flatMap((one) => one.errors);
  const tickets = takings.reduce((sum, { sold }) => sum + sold.length, 0);
  const wanted = registers * seconds;
  return {
    ok: errors.length === 0 && wrong.length === 0 && tickets === wanted,
    registers,
    linesPerTicket,
    ticketsWanted: wanted,
    tickets,
    ticketsPerSecond: rounded(tickets / sellingSeconds),
    late: takings.reduce((sum, { late }) => sum + late, 0),
    finaliseMs: spread(takings.flatMap(({ finaliseMs }) => finaliseMs)),
    wholeTicketMs: spread(takings.flatMap(({ ticketMs }) => ticketMs)),
    processorSeconds: processor,
    machine: { node: process.version, cores: cpus().length, load },
    errors: [...Map.groupBy(errors, (error) => error)].map(([error, all]) => `${all.length} × ${error}`),
    wrong: wrong.slice(0, 20),
  };
}

/** @param {number[]} times in milliseconds */
function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ part) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: rounded(sorted.at(-1) ?? 0) };
}

/** @param {number} value */
function rounded(value) {
  return Number(value.toFixed(1));
}

/** @param {string} name @param {string} text */
function positive(name, text) {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} must be a whole number above 0`);
  process.exit(2);
}
