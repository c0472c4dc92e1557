import { createHash } from 'node:crypto';
import type { KeptChange } from '@encaisse/contracts';

/** The stores that somebody may see; null: all of them. Those who see the same have the same key. */
export interface Scope {
  readonly stores: ReadonlySet<string> | null;
  readonly key: string;
  /** Stands for the key where the watcher keeps it, and says it to whichever gateway she comes back to. */
  readonly digest: string;
}

const DIGEST_DIGITS = 16;

export function scopeOf(stores: readonly string[] | null): Scope {
  const key = stores === null ? '*' : [...new Set(stores)].sort().join(',');
  const digest = createHash('sha256').update(key).digest('hex').slice(0, DIGEST_DIGITS);
  return { stores: stores === null ? null : new Set(stores), key, digest };
}

const FRAMES_MAX = 64;

/** The messages of changes. Each change's own text goes into them as it came, and watchers who see the same share them. */
export class Frames {
  readonly #made = new Map<string, Buffer | undefined>();

  /** Undefined when none of `changes` may be seen. */
  of(changes: readonly KeptChange[], { stores, key }: Scope): Buffer | undefined {
    const name = `${changes[0]?.position}-${changes.at(-1)?.position} ${key}`;
    if (this.#made.has(name)) return this.#made.get(name);
    const seen = stores === null ? changes : changes.filter(({ storeId }) => stores.has(storeId));
    const frame =
      seen.length === 0
        ? undefined
        : Buffer.from(`{"type":"changes","changes":[${seen.map(({ body }) => body).join(',')}]}`);
    if (this.#made.size >= FRAMES_MAX) this.#made.clear();
    this.#made.set(name, frame);
    return frame;
  }
}
