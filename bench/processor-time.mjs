import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../tools/launch/workplace.mjs';

/** What Linux counts processor time in. */
const TICKS_PER_SECOND = 100;

/** How often is looked: a process that is killed has its last look behind it by no more. */
const LOOK_MS = 1_000;

/**
 * Processor time of each program of this working copy from now on, by its name: what a busy machine does not change much.
 * @returns {() => Record<string, number>} ends it, and answers the seconds
 */
export function followProcessorTime() {
  const first = processorSeconds();
  /** @type {ReturnType<typeof processorSeconds>} */
  const last = new Map();
  const look = () => {
    for (const [pid, seen] of processorSeconds()) last.set(pid, seen);
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    look();
    /** @type {Record<string, number>} */
    const spent = {};
    for (const [pid, { name, seconds }] of last)
      spent[name] = (spent[name] ?? 0) + seconds - (first.get(pid)?.seconds ?? 0);
    return Object.fromEntries(
      Object.entries(spent).map(([name, seconds]) => [name, Number(seconds.toFixed(2))]),
    );
  };
}

/** So far, by process. */
function processorSeconds() {
  /** @type {Map<string, { name: string, seconds: number }>} */
  const processes = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/u.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      const name = Number(pid) === process.pid ? 'the bench itself' : nameOf(words);
      if (name === undefined) continue;
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name may hold spaces; after it come the state and, eleven fields on, user and system time.
      const [, ...fields] = stat.slice(stat.lastIndexOf(')')).split(' ');
      const ticks = Number(fields[11]) + Number(fields[12]);
      processes.set(pid, { name, seconds: ticks / TICKS_PER_SECOND });
    } catch {
      // It ended between the listing and the look.
    }
  }
  return processes;
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
