/** @typedef {import('./latency.mjs').Spread} Spread */
/** @typedef {Awaited<ReturnType<typeof import('./run.mjs').watchChain>> & { processorSeconds: Record<string, number>, machine: { node: string, cores: number, load: { median: number, max: number } } }} Report */

const NAME_WIDTH = 34;

/** What a person reads of it. @param {Report} report @returns {string[]} */
export function linesOf(report) {
  const { wanted, watchers, trouble, readModel, prologue, machine, wrong } = report;
  const changes = watchers.reduce((sum, one) => sum + one.changes, 0);
  const [broken] = watchers;
  const { catchUp } = broken ?? {};
  /** @type {[string, string][]} */
  const rows = [
    ['registers, stores', `${wanted.registers}, ${report.stores}`],
    ['changes', `${report.happened} in ${report.seconds} s`],
    ['told in one go before', `${prologue.events} in ${prologue.seconds} s`],
    ['streams behind at the end', `${report.behind}, settled in ${report.settledSeconds} s`],
    ['watchers, changes at all of them', `${watchers.length}, ${changes}`],
    ['commit → watcher', spreadOf(report.commitToWatcher)],
    ['core NATS alone, same rate', spreadOf(report.natsAlone)],
    ['broken watcher caught up', catchUp ? `${catchUp.missed} changes in ${catchUp.tookMs} ms` : 'no'],
    [
      'killed, dropped',
      `${trouble.kills}, ${trouble.drops}; away at most ${Math.max(0, ...trouble.awayMs)} ms`,
    ],
    ['read model', `${readModel.events} events, ${readModel.equalsEvents ? 'equal' : 'NOT EQUAL'}`],
    ['processor time', secondsOf(report.processorSeconds)],
    ['machine', `${machine.cores} cores, load ${machine.load.median} (max ${machine.load.max})`],
  ];
  const table = rows.map(([name, value]) => `  ${name.padEnd(NAME_WIDTH)}${value}`);
  if (report.ok) return [...table, '', '  Everything held.'];
  return [...table, '', '  This does not hold:', ...wrong.map((sentence) => `  - ${sentence}`)];
}

/** @param {Spread} spread */
const spreadOf = ({ count, p50, p99, max }) => `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (${count})`;

/** @param {Record<string, number>} seconds */
const secondsOf = (seconds) =>
  Object.entries(seconds)
    .filter(([, spent]) => spent >= 1)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, spent]) => `${name} ${spent.toFixed(0)} s`)
    .join(', ');
