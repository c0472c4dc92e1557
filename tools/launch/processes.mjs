import { join } from 'node:path';
import { environment, exitOf, lastLines, sizeOf, start, stop } from './child.mjs';
import { failureFromOutput } from './failure.mjs';
import { pause } from './ledger.mjs';
import { rejectionOf } from './lifetime.mjs';

/**
 * Keeps the services running: starts them, waits until they say they are ready, and starts them again when they
 * die, after a pause that grows, until they die too often in a row.
 *
 * @typedef {import('./workplace.mjs').Workplace} Workplace
 * @typedef {{
 *   name: string,
 *   command: string[],
 *   env: Record<string, string>,
 *   cwd?: string,
 *   readyUrl?: string,
 * }} ServiceDefinition `env` is added to the few variables every program needs; without `readyUrl` it is ready as soon as it runs
 */

const READY_LIMIT_MS = 90_000;
const READY_POLL_MS = 100;
const PROBE_LIMIT_MS = 2_000;
const STOP_GRACE_MS = 15_000;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;
/** Deaths within this time count as a loop when there are too many of them. */
const LOOP_WINDOW_MS = 60_000;
const LOOP_DEATHS = 5;

/**
 * How long to wait before a program that died is started again, or `undefined` when it is dying in a loop.
 * @param {number[]} deathsMs when it died, oldest first, the last one now
 * @returns {number | undefined}
 */
export function restartDelayMs(deathsMs) {
  const now = deathsMs.at(-1) ?? 0;
  const recent = deathsMs.filter((death) => now - death < LOOP_WINDOW_MS).length;
  if (recent >= LOOP_DEATHS) return undefined;
  return Math.min(FIRST_DELAY_MS * 2 ** (recent - 1), LONGEST_DELAY_MS);
}

class SupervisedProcess {
  /** @type {number[]} */
  #deaths = [];
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #workplace;
  #stopping = false;
  /** The next death is one that was asked for. */
  #killed = false;
  #logStart = 0;

  /**
   * @param {Workplace} workplace
   * @param {ServiceDefinition} definition
   */
  constructor(workplace, definition) {
    this.#workplace = workplace;
    this.definition = definition;
    this.log = join(workplace.logs, `${definition.name}.log`);
  }

  get pid() {
    return this.#child?.pid;
  }

  /** How often it has died so far, of itself. */
  get deaths() {
    return this.#deaths.length;
  }

  /** @returns {Promise<never>} rejects when the program cannot be kept running; for as long as it runs, it waits */
  async keepRunning() {
    this.#logStart = sizeOf(this.log);
    for (;;) {
      const { name, command, env, cwd } = this.definition;
      const program = {
        name,
        command,
        env: environment(env),
        log: this.log,
        ...(cwd ? { cwd } : {}),
      };
      this.#child = start(this.#workplace.ledger, program);
      const { code, signal } = await exitOf(this.#child);
      if (this.#stopping) return new Promise(() => undefined);
      await stop(this.#workplace.ledger, this.#child, { graceMs: 0 });
      // A death that was asked for says nothing of the program.
      const wasAsked = this.#killed;
      this.#killed = false;
      if (!wasAsked) this.#deaths.push(Date.now());
      const delayMs = wasAsked ? FIRST_DELAY_MS : restartDelayMs(this.#deaths);
      if (delayMs === undefined) throw this.#loopFailure(signal ?? `exit code ${code}`);
      await pause(delayMs);
      if (this.#stopping) return new Promise(() => undefined);
    }
  }

  /** Resolves when the program, whichever start of it, says it is ready. */
  async untilReady() {
    const { name, readyUrl } = this.definition;
    const deadline = Date.now() + READY_LIMIT_MS;
    while (Date.now() < deadline) {
      this.#workplace.lifetime.signal.throwIfAborted();
      if (readyUrl === undefined ? this.pid !== undefined : await answers(readyUrl)) return;
      await pause(READY_POLL_MS);
    }
    throw failureFromOutput(
      `${name} was not ready after ${READY_LIMIT_MS / 1000} s`,
      lastLines(this.log, this.#logStart),
      `Read ${this.log}.`,
    );
  }

  kill() {
    if (this.pid === undefined) return;
    process.kill(this.pid, 'SIGKILL');
    this.#killed = true;
  }

  async stop() {
    this.#stopping = true;
    if (this.#child) await stop(this.#workplace.ledger, this.#child, { graceMs: STOP_GRACE_MS });
  }

  /** @param {string} how */
  #loopFailure(how) {
    const { name } = this.definition;
    return failureFromOutput(
      `${name} ended ${LOOP_DEATHS} times in a row (${how})`,
      lastLines(this.log, this.#logStart),
      `Read ${this.log}; correct what it says, then run the command again.`,
    );
  }
}

export class Supervisor {
  /** @type {Map<string, SupervisedProcess>} */
  #processes = new Map();
  #workplace;
  #failure = new AbortController();

  /** @param {Workplace} workplace */
  constructor(workplace) {
    this.#workplace = workplace;
    workplace.lifetime.onEnd('the services', () => this.#stopAll());
  }

  /** @returns {Promise<never>} rejects when a service cannot be kept running */
  failure() {
    return rejectionOf(this.#failure.signal);
  }

  /** @returns {{ name: string, pid: number | undefined, deaths: number, log: string }[]} */
  list() {
    return [...this.#processes.values()].map(({ definition, pid, deaths, log }) => ({
      name: definition.name,
      pid,
      deaths,
      log,
    }));
  }

  /**
   * Starts a service and resolves when it is ready.
   * @param {ServiceDefinition} definition
   */
  async start(definition) {
    this.#workplace.lifetime.signal.throwIfAborted();
    const supervised = new SupervisedProcess(this.#workplace, definition);
    this.#processes.set(definition.name, supervised);
    supervised.keepRunning().catch((error) => this.#failure.abort(error));
    await Promise.race([supervised.untilReady(), this.failure()]);
  }

  /**
   * Kills a service outright, as a power cut or the kernel would; it is started again, however often it is killed.
   * @param {string} name
   */
  kill(name) {
    this.#named(name).kill();
  }

  /**
   * Ends a service that is not started again before `bringBack`.
   * @param {string} name
   */
  takeAway(name) {
    return this.#named(name).stop();
  }

  /** @param {string} name */
  bringBack(name) {
    return this.start(this.#named(name).definition);
  }

  /** @param {string} name */
  untilReady(name) {
    return Promise.race([this.#named(name).untilReady(), this.failure()]);
  }

  /** @param {string} name */
  #named(name) {
    const supervised = this.#processes.get(name);
    if (!supervised) throw new Error(`no service is called ${name}`);
    return supervised;
  }

  async #stopAll() {
    await Promise.all([...this.#processes.values()].map((supervised) => supervised.stop()));
  }
}

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Not listening yet, or no longer: the caller asks again.
    return false;
  }
}
