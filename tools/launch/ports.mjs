import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LaunchFailure } from './failure.mjs';
import { releaseLock, takeLock } from './lock.mjs';

const HIGHEST_PORT = 65_535;
const TRIES = 100;

/**
 * Takes a port for this run if nobody has it: no program that listens, and no other launcher that is about to.
 * @typedef {(port: number) => Promise<boolean>} TakePort
 */

/**
 * The addresses of a profile: the same from run to run as long as they are free, because people bookmark them.
 */
export class Ports {
  /** @type {Record<string, number>} */
  #chosen = {};
  #file;
  /** @type {Record<string, number>} */
  #remembered;
  #take;

  /**
   * @param {string} file where the choice is remembered
   * @param {TakePort} take
   */
  constructor(file, take) {
    this.#file = file;
    this.#remembered = readPorts(file);
    this.#take = take;
  }

  /**
   * @param {string} name what will listen there
   * @param {number} preferred where it listens if it can; the next free port above it otherwise
   * @returns {Promise<{ port: number, taken: number | undefined }>} `taken`: the wished port, when another program has it
   */
  async choose(name, preferred) {
    const wished = this.#remembered[name] ?? preferred;
    const candidates = [wished, ...range(preferred, TRIES)].filter((port) => port <= HIGHEST_PORT);
    for (const port of candidates) {
      if (Object.values(this.#chosen).includes(port) || !(await this.#take(port))) continue;
      this.#remember(name, port);
      return { port, taken: port === wished ? undefined : wished };
    }
    throw new LaunchFailure(
      `no free port for ${name}: ${preferred} to ${preferred + TRIES} are all taken`,
      'End the programs that hold them and run the command again.',
    );
  }

  /**
   * A port that the person asked for: that one or none.
   * @param {string} name
   * @param {string} wanted
   * @param {string} variable the environment variable it came from
   * @returns {Promise<number>}
   */
  async require(name, wanted, variable) {
    const port = Number(wanted);
    if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) {
      throw new LaunchFailure(
        `${variable}=${wanted} is not a port`,
        `Give ${variable} a number from 1 to ${HIGHEST_PORT}, or leave it out.`,
      );
    }
    if (Object.values(this.#chosen).includes(port) || !(await this.#take(port))) {
      throw new LaunchFailure(
        `port ${port}, wanted for ${name}, is taken by another program`,
        `End that program (\`ss -ltnp 'sport = :${port}'\` names it), or give ${variable} another port, or leave ${variable} out.`,
      );
    }
    this.#chosen[name] = port;
    return port;
  }

  /**
   * @param {string} name
   * @param {number} port
   */
  #remember(name, port) {
    this.#chosen[name] = port;
    this.#remembered[name] = port;
    writeFileSync(this.#file, `${JSON.stringify(this.#remembered, undefined, 2)}\n`);
  }
}

/**
 * Between the choice of a port and the moment its program listens, seconds go by in which another launcher would
 * find it free; so each port is also claimed, by a file that all launchers of this user look at.
 * @param {import('./lifetime.mjs').Lifetime} lifetime gives the claims back
 * @returns {TakePort}
 */
export function takeFreePort(lifetime) {
  const claims = join(tmpdir(), `encaisse-ports-${process.getuid?.() ?? 'all'}`);
  return async (port) => {
    const claim = join(claims, String(port));
    if (!(await isPortFree(port)) || takeLock(claim)) return false;
    lifetime.onEnd(`the claim of port ${port}`, () => releaseLock(claim));
    return true;
  };
}

/** @param {number} port true when nothing listens there, on this machine's own address or on all of them */
async function isPortFree(port) {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'));
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * @param {string} file
 * @returns {Record<string, number>} empty when nothing readable is there: then the preferred ports are taken
 */
function readPorts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * @param {number} first
 * @param {number} count
 */
function range(first, count) {
  return Array.from({ length: count }, (_, index) => first + index);
}
