import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './failure.mjs';
import { identify, isAlive } from './identity.mjs';
import { pause } from './ledger.mjs';

/** @typedef {import('./identity.mjs').ProcessIdentity} ProcessIdentity */

const POLL_MS = 200;

/**
 * Takes a lock file for this process, also over the body of a launcher that died with it.
 * @param {string} file
 * @returns {ProcessIdentity | undefined} who holds it; undefined when it is ours now
 */
export function takeLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  // Linked into place when it is whole: nobody ever reads a lock without its holder.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(identify(process.pid)));
  try {
    for (;;) {
      if (linked(own, file)) return undefined;
      const holder = readHolder(file);
      if (holder && isAlive(holder)) return holder;
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} file */
export function releaseLock(file) {
  rmSync(file, { force: true });
}

/**
 * Two commands started at once on one working copy install and build one after the other.
 * @template T
 * @param {string} file
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  while (takeLock(file)) await pause(POLL_MS);
  try {
    return await work();
  } finally {
    releaseLock(file);
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {boolean} false when `to` was there already
 */
function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {ProcessIdentity | undefined} undefined when it was released in this moment
 */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
