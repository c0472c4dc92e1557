import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { codeOf } from './failure.mjs';

/**
 * Who a process is beyond its number, because numbers are given out again: the moment it started, on this
 * boot of the machine. Two identities are the same process exactly when both fields are equal.
 * @typedef {{ pid: number, startedAt: string }} ProcessIdentity
 */

/** @param {string} stat the content of /proc/<pid>/stat; the program's name in it may hold spaces and parentheses */
export function readStartTicks(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startTicks = fields[19];
  return state === 'Z' || startTicks === undefined ? undefined : startTicks;
}

/** @type {string | undefined} */
let bootId;

/**
 * The identity of a living process; undefined when there is none of that number (a zombie counts as dead).
 * @param {number} pid
 * @returns {ProcessIdentity | undefined}
 */
export function identify(pid) {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** @param {ProcessIdentity} identity */
export function isAlive(identity) {
  return identify(identity.pid)?.startedAt === identity.startedAt;
}

/** @param {number} pid */
function startOnLinux(pid) {
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return undefined;
    throw error;
  }
  const startTicks = readStartTicks(stat);
  return startTicks && `${bootId}/${startTicks}`;
}

/** @param {number} pid */
function startByPs(pid) {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    // ps answers 1 for a number that nobody has.
    return undefined;
  }
}
