import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './failure.mjs';
import { identify, isAlive } from './identity.mjs';

/**
 * What was started, on disk, so that a launcher that was killed outright leaves nothing for ever: the next one
 * reads these records and ends what is still running.
 * @typedef {import('./identity.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {{ name: string, process: ProcessIdentity, owner: ProcessIdentity }} LedgerRecord
 */

const SETTLE_MS = 10_000;
const POLL_MS = 50;

export class Ledger {
  /** @param {string} directory one file per process that runs */
  constructor(directory) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /**
   * @param {string} name
   * @param {number} pid of a process that leads its own group
   */
  record(name, pid) {
    const started = identify(pid);
    const owner = identify(process.pid);
    // A process that is already gone needs no record: its exit event tells its starter.
    if (!started || !owner) return;
    const half = `${this.#file(pid)}.half`;
    writeFileSync(half, JSON.stringify({ name, process: started, owner }));
    renameSync(half, this.#file(pid));
  }

  /** @param {number} pid */
  forget(pid) {
    rmSync(this.#file(pid), { force: true });
  }

  /** @returns {LedgerRecord[]} */
  records() {
    return readdirSync(this.directory)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => this.#read(join(this.directory, file)));
  }

  /** The processes of this ledger that still run and whose launcher does not. */
  orphans() {
    return this.records().filter((record) => isAlive(record.process) && !isAlive(record.owner));
  }

  /**
   * Ends what dead launchers left running, politely first (a database wants to write its pages), and clears
   * their records. What belongs to a launcher that is still alive is left alone.
   * @returns {Promise<string[]>} the names of what had to be ended
   */
  async sweep() {
    const orphans = this.orphans();
    for (const { process: orphan } of orphans) killGroup(orphan.pid, 'SIGTERM');
    const deadline = Date.now() + SETTLE_MS;
    while (orphans.some((record) => isAlive(record.process)) && Date.now() < deadline) await pause(POLL_MS);
    for (const { process: orphan } of orphans) if (isAlive(orphan)) killGroup(orphan.pid, 'SIGKILL');
    for (const record of this.records()) {
      if (!isAlive(record.owner)) this.forget(record.process.pid);
    }
    return orphans.map((record) => record.name);
  }

  /** The last resort at the exit of this process: whatever it still has running ends now. */
  killOwn() {
    for (const record of this.records()) {
      if (record.owner.pid !== process.pid || !isAlive(record.process)) continue;
      killGroup(record.process.pid, 'SIGKILL');
      this.forget(record.process.pid);
    }
  }

  /** @param {number} pid */
  #file(pid) {
    return join(this.directory, `${pid}.json`);
  }

  /**
   * A full disk or a hand leaves a record that says nothing: it is cleared.
   * @param {string} file
   * @returns {LedgerRecord[]}
   */
  #read(file) {
    try {
      return [JSON.parse(readFileSync(file, 'utf8'))];
    } catch {
      rmSync(file, { force: true });
      return [];
    }
  }
}

/**
 * @param {number} pid the group's leader
 * @param {NodeJS.Signals | 0} signal 0 asks only whether somebody is there
 * @returns {boolean} false when the group is empty
 */
export function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    // EPERM: macOS says so of a group in which only zombies are left.
    if (codeOf(error) === 'ESRCH' || codeOf(error) === 'EPERM') return false;
    throw error;
  }
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
