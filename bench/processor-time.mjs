import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../tools/launch/workplace.mjs';

/** What Linux counts processor time in. */
const TICKS_PER_SECOND = 100;

/**
 * Processor time so far of each program of this working copy, by its name: what a busy machine does not change much.
 * @returns {Map<string, number>} seconds
 */
export function processorSeconds() {
  /** @type {Map<string, number>} */
  const seconds = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/u.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      const name = Number(pid) === process.pid ? 'the bench itself' : nameOf(words);
      if (name === undefined) continue;
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name may hold spaces; after it come the state and, eleven fields on, user and system time.
      const [, ...fields] = stat.slice(stat.lastIndexOf(')')).split(' ');
      const ticks = Number(fields[11]) + Number(fields[12]);
      seconds.set(name, (seconds.get(name) ?? 0) + ticks / TICKS_PER_SECOND);
    } catch {
      // It ended between the listing and the look.
    }
  }
  return seconds;
}

/** @param {readonly string[]} words of a command line */
function nameOf(words) {
  if (!words.some((word) => word.includes(ROOT))) return undefined;
  const [program = ''] = words;
  const service = words
    .find((word) => word.endsWith('/dist/main.js'))
    ?.split('/')
    .at(-3);
  if (service !== undefined) return service;
  return program.split('/').at(-1);
}

/**
 * @param {ReadonlyMap<string, number>} before
 * @param {ReadonlyMap<string, number>} after
 * @returns {Record<string, number>} seconds, two decimals
 */
export const spent = (before, after) =>
  Object.fromEntries(
    [...after].map(([name, seconds]) => [name, Number((seconds - (before.get(name) ?? 0)).toFixed(2))]),
  );
