import { mkdirSync, readdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LaunchFailure } from './failure.mjs';
import { Ledger } from './ledger.mjs';
import { releaseLock, takeLock } from './lock.mjs';

/** The root of the working copy. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const LOCAL = join(ROOT, '.local');
const GIB = 1024 ** 3;
const SMALLEST_FREE_BYTES = GIB;

/**
 * Where one run works: its folder, its logs, its processes, its end and its screen.
 *
 * Profiles: `demo` is kept from run to run, `test` and `bench` start empty each time, `check` needs nothing but logs.
 * @typedef {{
 *   profile: 'demo' | 'test' | 'bench' | 'check',
 *   directory: string,
 *   logs: string,
 *   ledger: Ledger,
 *   lifetime: import('./lifetime.mjs').Lifetime,
 *   terminal: import('./terminal.mjs').Terminal,
 * }} Workplace
 */

/**
 * Opens the profile's folder for this run alone, and ends what a killed run left in it.
 * @param {Workplace['profile']} profile
 * @param {Pick<Workplace, 'lifetime' | 'terminal'> & { fresh: boolean }} how `fresh`: what earlier runs kept goes
 * @returns {Promise<Workplace>}
 */
export async function openWorkplace(profile, { lifetime, terminal, fresh }) {
  const directory = join(LOCAL, profile);
  return terminal.step('Preparation', async () => {
    mkdirSync(directory, { recursive: true });
    checkDisk(directory);
    claim(join(LOCAL, `${profile}.lock`), profile, lifetime);
    for (const name of await sweepAll(directory)) terminal.note(`ended ${name}, left by an interrupted run`);
    if (fresh) emptyFolder(directory);
    return prepare(profile, directory, { lifetime, terminal });
  });
}

/**
 * @param {Workplace['profile']} profile
 * @param {string} directory
 * @param {Pick<Workplace, 'lifetime' | 'terminal'>} rest
 * @returns {Workplace}
 */
function prepare(profile, directory, rest) {
  const logs = join(directory, 'logs');
  keepPreviousLogs(logs);
  const ledger = new Ledger(join(directory, 'pids'));
  process.on('exit', () => ledger.killOwn());
  return { profile, directory, logs, ledger, ...rest };
}

/**
 * Ends what dead launchers left under a folder, in this run's ledger and in those of the tests that ran inside it.
 * @param {string} directory
 * @returns {Promise<string[]>} the names of what was still running
 */
export async function sweepAll(directory) {
  const ledgers = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name === 'pids')
    .map((entry) => new Ledger(join(entry.parentPath, entry.name)));
  const names = [];
  for (const ledger of ledgers) names.push(...(await ledger.sweep()));
  return names;
}

/** @param {string} directory */
function checkDisk(directory) {
  const { bavail, bsize } = statfsSync(directory);
  const freeBytes = bavail * bsize;
  if (freeBytes >= SMALLEST_FREE_BYTES) return;
  throw new LaunchFailure(
    `only ${(freeBytes / GIB).toFixed(2)} GB are free on the disk of ${directory}`,
    'Free at least 1 GB (packages, databases and logs need it) and run the command again.',
  );
}

/**
 * @param {string} lock
 * @param {string} profile
 * @param {import('./lifetime.mjs').Lifetime} lifetime
 */
function claim(lock, profile, lifetime) {
  const holder = takeLock(lock);
  if (holder) {
    throw new LaunchFailure(
      `this command is already running in this folder (profile ${profile}, process ${holder.pid})`,
      'Use that one, or stop it first (Ctrl-C in its terminal).',
    );
  }
  lifetime.onEnd('the lock', () => releaseLock(lock));
}

/** @param {string} directory */
function emptyFolder(directory) {
  for (const entry of readdirSync(directory))
    rmSync(join(directory, entry), { recursive: true, force: true });
}

/** @param {string} logs the last run's logs are kept one run longer, for the failure one wants to look at */
function keepPreviousLogs(logs) {
  const previous = `${logs}.previous`;
  rmSync(previous, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  renameSync(logs, previous);
  mkdirSync(logs, { recursive: true });
}
