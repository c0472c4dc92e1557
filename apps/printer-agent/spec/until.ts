import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `condition` holds; fails with `what` after `limitMs`. */
export async function until(what: string, condition: () => boolean, limitMs = 8_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms in vain until ${what}`);
    await sleep(10);
  }
}
