import { type ErrorCode, type Outcome, refused } from '@encaisse/contracts';
import { networkOf } from './network.js';

interface Guesses {
  readonly count: number;
  readonly lastAtMs: number;
}

/** Wrong guesses that cost nothing: people mistype. */
const FREE = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60 * 1_000;
/** A network that has been quiet this long starts anew. */
const FORGOTTEN_AFTER_MS = 60 * 60 * 1_000;
const NETWORKS_MAX = 10_000;

/**
 * Slows down who guesses: after five wrong guesses from a network each further one doubles the wait, up to a quarter of
 * an hour. Kept in memory by each gateway: a restart forgives, and what is guessed is long enough for that.
 */
export class AttemptLimiter {
  readonly #guesses = new Map<string, Guesses>();
  readonly #now: () => number;

  /** `now` is in milliseconds. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * Runs `attempt`, unless `address` has to wait: then TOO_MANY_ATTEMPTS with `retryAfterSeconds`. The refusal `wrong`
   * is a wrong guess, a success forgives the former ones, anything else does not count.
   */
  async run<T>(
    address: string,
    wrong: ErrorCode,
    attempt: () => Outcome<T> | Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const network = networkOf(address);
    const waitMs = this.#waitMs(network);
    if (waitMs > 0) return refused('TOO_MANY_ATTEMPTS', { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
    // Counted before its outcome is known, so that a burst of guesses is no way round.
    this.#count(network, 1);
    let guessedWrong = false;
    try {
      const outcome = await attempt();
      guessedWrong = !outcome.ok && outcome.refusal.code === wrong;
      if (outcome.ok) this.#guesses.delete(network);
      return outcome;
    } finally {
      if (!guessedWrong) this.#count(network, -1);
    }
  }

  #waitMs(network: string): number {
    const guesses = this.#guesses.get(network);
    if (!guesses || guesses.count < FREE) return 0;
    const pauseMs = Math.min(FIRST_WAIT_MS * 2 ** (guesses.count - FREE), LONGEST_WAIT_MS);
    return guesses.lastAtMs + pauseMs - this.#now();
  }

  #count(network: string, change: 1 | -1): void {
    const now = this.#now();
    const known = this.#guesses.get(network);
    const before = known && now - known.lastAtMs < FORGOTTEN_AFTER_MS ? known.count : 0;
    this.#guesses.delete(network);
    if (before + change <= 0) return;
    this.#guesses.set(network, { count: before + change, lastAtMs: now });
    const [oldest] = this.#guesses.keys();
    if (this.#guesses.size > NETWORKS_MAX && oldest !== undefined) this.#guesses.delete(oldest);
  }
}
