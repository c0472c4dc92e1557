import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { killGroup, pause } from './ledger.mjs';

/**
 * @typedef {import('./ledger.mjs').Ledger} Ledger
 * @typedef {import('node:child_process').ChildProcess} ChildProcess
 *
 * @typedef {{
 *   name: string,
 *   command: string[],
 *   cwd?: string,
 *   env?: Record<string, string | undefined>,
 *   log?: string,
 * }} Program `env` is the whole environment (default: ours); without `log` it writes to our terminal
 *
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, timedOut: boolean, lines: string[] }} Outcome
 */

/** What programs need of our environment to run at all; a service's configuration is in its definition alone. */
const INHERITED = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TERM',
  'NO_COLOR',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
];

const POLL_MS = 20;
const TAIL_LINES = 15;

/**
 * The environment of one of our own programs: its configuration, and nothing of ours that it does not need.
 * @param {Record<string, string>} configuration
 * @returns {Record<string, string>}
 */
export function environment(configuration) {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(inherited), ...configuration };
}

/**
 * Starts a program as the leader of its own process group, so that it ends with all its children and so that
 * Ctrl-C reaches the launcher alone, and writes it into the ledger.
 * @param {Ledger} ledger
 * @param {Program} program
 */
export function start(ledger, { name, command: [executable = '', ...args], cwd, env = process.env, log }) {
  const output = log === undefined ? 'inherit' : openSync(log, 'a');
  const child = spawn(executable, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  if (typeof output === 'number') closeSync(output);
  const { pid } = child;
  if (pid !== undefined) {
    ledger.record(name, pid);
    // A leader that is gone may leave members of its group: those are ended by `stop`, under the same number.
    child.once('exit', () => killGroup(pid, 0) || ledger.forget(pid));
  }
  return child;
}

/**
 * Runs a program to its end, or ends it at its time limit or when the launcher's own end comes first.
 * @param {Ledger} ledger
 * @param {Program} program
 * @param {{ lifetime: import('./lifetime.mjs').Lifetime, limitMs: number, graceMs?: number }} bounds
 * @returns {Promise<Outcome>} rejects when the program cannot be started and when the launcher is stopping
 */
export async function run(ledger, program, { lifetime, limitMs, graceMs = 5_000 }) {
  lifetime.signal.throwIfAborted();
  const from = sizeOf(program.log);
  const child = start(ledger, program);
  const ended = exitOf(child);
  const limit = AbortSignal.timeout(limitMs);
  const release = lifetime.onEnd(program.name, () => stop(ledger, child, { graceMs }));
  await Promise.race([ended, aborted(limit), aborted(lifetime.signal)]);
  await stop(ledger, child, { graceMs });
  release();
  lifetime.signal.throwIfAborted();
  return { ...(await ended), timedOut: limit.aborted, lines: lastLines(program.log, from) };
}

/**
 * Ends a program and everything in its group: politely, then, after `graceMs`, for good.
 * @param {Ledger} ledger
 * @param {ChildProcess} child
 * @param {{ graceMs: number }} patience
 */
export async function stop(ledger, child, { graceMs }) {
  const { pid } = child;
  if (pid === undefined) return;
  killGroup(pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (killGroup(pid, 0) && Date.now() < deadline) await pause(POLL_MS);
  if (killGroup(pid, 'SIGKILL')) await pause(POLL_MS);
  ledger.forget(pid);
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} rejects when it could not be started
 */
export function exitOf(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** @param {string | undefined} log where a reading of what comes next begins */
export function sizeOf(log) {
  return log === undefined ? 0 : (statSync(log, { throwIfNoEntry: false })?.size ?? 0);
}

/**
 * @param {string | undefined} log
 * @param {number} [from] bytes to pass over: what an earlier run wrote
 */
export function lastLines(log, from = 0) {
  if (log === undefined) return [];
  const lines = readFileSync(log).subarray(from).toString('utf8').split('\n');
  return lines
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-TAIL_LINES);
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function aborted(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
