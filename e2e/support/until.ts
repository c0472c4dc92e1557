import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 30_000;
const POLL_MS = 100;

/** What `look` finds, as soon as it finds something. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within ${PATIENCE_MS / 1_000} s: ${what}`);
  }
}
