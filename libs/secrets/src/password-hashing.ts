import { MessagingFault } from '@encaisse/messaging';
import { hash, verify } from '@node-rs/argon2';
import type { Safe } from './safe.js';
import { newToken } from './tokens.js';

/** OWASP's floor for Argon2id; each verification costs 19 MiB and some 25 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Verifications at once: what keeps a burst of logins from taking the machine, and a burst of guesses from outrunning the count. */
const CONCURRENT_MAX = 2;
const WAITING_MAX = 200;

/** Argon2id under the pepper, a few at a time. */
export class PasswordHashing {
  readonly #waiting: (() => void)[] = [];
  readonly #decoy: Promise<string>;
  #running = 0;

  constructor(private readonly safe: Pick<Safe, 'passwordKey'>) {
    this.#decoy = hash(newToken(), { ...COST, secret: safe.passwordKey });
  }

  hash(secret: string): Promise<string> {
    return this.#inTurn(() => hash(secret, { ...COST, secret: this.safe.passwordKey }));
  }

  /**
   * Whether `secret` is the one behind `stored`. Without a stored one it does the same work against a decoy, so that the time
   * taken does not tell whether there is one. `allowed` is asked when the turn has come, just before the work; `wrong` is told
   * before the turn is handed over, so that the next guess is counted against all that were made before it.
   */
  verify(
    stored: string | undefined,
    secret: string,
    { allowed, wrong }: { allowed: () => Promise<boolean>; wrong: () => Promise<void> },
  ): Promise<boolean | 'NOT_ALLOWED'> {
    return this.#inTurn(async () => {
      if (!(await allowed())) return 'NOT_ALLOWED';
      const right = await verify(stored ?? (await this.#decoy), secret, { secret: this.safe.passwordKey });
      if (right && stored !== undefined) return true;
      await wrong();
      return false;
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= CONCURRENT_MAX) {
      if (this.#waiting.length >= WAITING_MAX) {
        throw new MessagingFault('UNAVAILABLE', 'too many logins wait for their turn');
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      // The turn is handed over, or given back.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
