import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { RESULTS_FILE } from './jest-reporter.mjs';
import { NOTHING, ONE_FAILED, ONE_PASSED, stillRunning, tallyOfJest } from './tally.mjs';
import { ROOT } from './workplace.mjs';

/**
 * What is checked, each by the npm script that people run by hand too.
 *
 * @typedef {import('./workplace.mjs').Workplace} Workplace
 * @typedef {import('./tally.mjs').Tally} Tally
 * @typedef {{ title: string, script: string, limitMinutes: number, isJest: boolean }} Check
 * `limitMinutes`: then it is ended and counted as failed, because a suite whose start failed may hang for ever
 */

/** @type {readonly Check[]} */
export const WITHOUT_SERVERS = [
  { title: 'Format and lint', script: 'lint', limitMinutes: 3, isJest: false },
  { title: 'Types', script: 'types', limitMinutes: 5, isJest: false },
  { title: 'Import boundaries', script: 'boundaries', limitMinutes: 3, isJest: false },
  { title: 'Generated documents', script: 'docs:check', limitMinutes: 3, isJest: false },
  { title: 'Unit tests', script: 'unit', limitMinutes: 6, isJest: true },
];

/** @type {readonly Check[]} */
export const WITH_SERVERS = [
  { title: 'Integration tests', script: 'int', limitMinutes: 12, isJest: true },
  { title: 'End-to-end tests', script: 'e2e', limitMinutes: 15, isJest: true },
];

const MINUTE_MS = 60_000;
const REPORTER = join(ROOT, 'tools/launch/jest-reporter.mjs');

/**
 * @param {Workplace} workplace
 * @param {Check} check
 * @param {Record<string, string>} [env] added to ours
 * @returns {Promise<Readonly<Tally>>}
 */
export function runCheck(workplace, check, env = {}) {
  return check.isJest ? runJest(workplace, check, env) : runCommand(workplace, check, env);
}

/**
 * Quiet when all is well; the whole output when not.
 * @param {Workplace} workplace
 * @param {Check} check
 * @param {Record<string, string>} env
 */
async function runCommand(workplace, check, env) {
  const { terminal, logs } = workplace;
  const startedAt = terminal.begin(check.title);
  const log = join(logs, `${check.script.replace(/\W+/g, '-')}.log`);
  const { code, timedOut } = await runScript(workplace, check, { env: { NO_COLOR: '1', ...env }, log });
  if (code === 0) {
    terminal.succeeded(check.title, startedAt);
    return ONE_PASSED;
  }
  terminal.failed(`${check.title}: ${timedOut ? overLimit(check) : `npm run ${check.script} says`}`);
  terminal.line(readFileSync(log, 'utf8'));
  return ONE_FAILED;
}

/**
 * Jest writes to the screen as it goes, and what became of each file where it is counted.
 * @param {Workplace} workplace
 * @param {Check} check
 * @param {Record<string, string>} env
 */
async function runJest(workplace, check, env) {
  const { terminal, logs } = workplace;
  const results = join(logs, `${check.script}.results`);
  writeFileSync(results, '');
  terminal.line(`\n${check.title}`);
  const startedAt = performance.now();
  const { code, timedOut } = await runScript(workplace, check, {
    env: { [RESULTS_FILE]: results, ...env },
    words: ['--ci', '--forceExit', '--reporters=default', `--reporters=${REPORTER}`],
  });
  /** @type {import('./tally.mjs').JestEvent[]} */
  const events = readFileSync(results, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  // Ended at its limit is one failure, whatever else failed: it is added below.
  const tally = tallyOfJest(events, { endedWell: code === 0 || timedOut });
  if (timedOut) {
    terminal.failed(`${check.title}: ${overLimit(check)}`);
    for (const file of stillRunning(events)) terminal.line(`    still running: ${file}`);
    return { ...tally, failed: tally.failed + 1 };
  }
  if (tally.failed > 0) terminal.failed(`${check.title}: ${tally.failed} failed`);
  else terminal.succeeded(`${check.title}: ${tally.passed} passed`, startedAt);
  return tally;
}

/**
 * @param {Workplace} workplace
 * @param {Check} check
 * @param {{ env: Record<string, string>, words?: string[], log?: string }} how
 */
function runScript({ ledger, lifetime }, { script, limitMinutes }, { env, words = [], log }) {
  const program = {
    name: script,
    command: ['npm', 'run', '--silent', script, '--', ...words],
    cwd: ROOT,
    env: { ...process.env, ...env },
    ...(log === undefined ? {} : { log }),
  };
  return run(ledger, program, { lifetime, limitMs: limitMinutes * MINUTE_MS });
}

/**
 * @param {Workplace} workplace
 * @param {readonly Check[]} checks what could not even be tried
 * @param {string} reason
 * @returns {Readonly<Tally>}
 */
export function countAsFailed({ terminal }, checks, reason) {
  for (const { title } of checks) terminal.line(`  ✗ ${title}: not run, ${reason}`);
  return { ...NOTHING, failed: checks.length };
}

/** @param {Check} check */
function overLimit({ limitMinutes }) {
  return `it did not end within ${limitMinutes} minutes, so it was ended and counts as failed`;
}
