import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, run } from './child.mjs';
import { failureFromOutput, LaunchFailure } from './failure.mjs';
import { pause } from './ledger.mjs';

/** @typedef {import('./workplace.mjs').Workplace} Workplace */

const POLICY = '/usr/sbin/policy-rc.d';
const POLICY_MARK = '# written by encaisse while it installs packages';
const LOCK_TIMEOUT_SECONDS = 600;
const APT_LIMIT_MS = 15 * 60_000;
const APT_TRIES = 5;
const RETRY_DELAY_MS = 10_000;
/** Debian keeps daemons where a user's PATH does not look. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/opt/homebrew/bin', '/usr/local/bin'];

/**
 * @param {string} program
 * @returns {string | undefined} its full path
 */
export function findProgram(program) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

export function mayInstall() {
  return process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
}

/** @param {string[]} packages */
export function installLine(packages) {
  return `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs Debian packages, as root, without starting any daemon of theirs.
 * @param {Workplace} workplace
 * @param {string[]} packages
 */
export async function installPackages(workplace, packages) {
  const log = join(workplace.logs, 'apt.log');
  const release = keepDaemonsStopped(workplace);
  try {
    await apt(workplace, log, ['update', '-q']);
    await apt(workplace, log, ['install', '-y', '-q', '--no-install-recommends', ...packages]);
  } finally {
    release();
  }
}

/**
 * Another apt may be at work (a new machine updates itself in its first minutes): wait for it.
 * @param {Workplace} workplace
 * @param {string} log
 * @param {string[]} words
 */
async function apt(workplace, log, words) {
  const [verb] = words;
  const command = [
    'apt-get',
    ...words,
    '-o',
    `DPkg::Lock::Timeout=${LOCK_TIMEOUT_SECONDS}`,
    '-o',
    'Acquire::Retries=3',
  ];
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await run(
      workplace.ledger,
      { name: `apt-get-${verb}`, command, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, log },
      { lifetime: workplace.lifetime, limitMs: APT_LIMIT_MS, graceMs: 60_000 },
    );
    if (outcome.code === 0) return;
    const locked = outcome.lines.some((line) =>
      /Could not get lock|Unable to lock|is another process/i.test(line),
    );
    if (locked && attempt < APT_TRIES) {
      await pause(RETRY_DELAY_MS);
      continue;
    }
    throw failureFromOutput(
      `apt-get ${verb} failed`,
      lastLines(log),
      `Read ${log}, or install the packages yourself.`,
    );
  }
}

/**
 * Debian starts a daemon as soon as its package is installed, unless this policy says no.
 * @param {Workplace} workplace
 * @returns {() => void} puts things back
 */
function keepDaemonsStopped({ lifetime }) {
  if (existsSync(POLICY) && !readFileSync(POLICY, 'utf8').includes(POLICY_MARK)) return () => undefined;
  try {
    writeFileSync(POLICY, `#!/bin/sh\n${POLICY_MARK}\nexit 101\n`, { mode: 0o755 });
  } catch (error) {
    throw new LaunchFailure(`${POLICY} cannot be written`, 'Install the packages yourself.', {
      cause: error,
    });
  }
  const remove = () => rmSync(POLICY, { force: true });
  const release = lifetime.onEnd(POLICY, remove);
  return () => {
    remove();
    release();
  };
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
