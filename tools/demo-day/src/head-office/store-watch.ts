import { setTimeout as sleep } from 'node:timers/promises';
import {
  canonicalJson,
  type ReplyOf,
  supervisedRegister,
  type supervisionQueries,
} from '@encaisse/contracts';
import type { Findings } from '../verify.js';
import type { LiveFeed } from './live-feed.js';

const PATIENCE_MS = 15_000;

/** Whether a watcher of one store has seen all of it and nothing of another, and what its page shows is what there is. */
export async function checkWatched(
  feed: LiveFeed,
  storeId: string,
  overview: () => Promise<ReplyOf<typeof supervisionQueries.overview>>,
  findings: Findings,
): Promise<void> {
  const others = [...feed.stores].filter((seen) => seen !== storeId);
  if (others.length > 0) findings.push(`live: a watcher of one store was told of ${others.join(', ')}`);
  if (feed.stores.size === 0) findings.push('live: a watcher was told of nothing');
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(250)) {
    const { registers } = await overview();
    const differing = registers.filter((row) => {
      const shown = feed.registers.get(row.registerId);
      if (shown === undefined && row.seq === 0) return !feed.named.has(row.registerId);
      return shown === undefined || canonicalJson(shown) !== canonicalJson(supervisedRegister.parse(row));
    });
    if (differing.length === 0) return;
    if (Date.now() < deadline) continue;
    for (const { storeCode, number } of differing)
      findings.push(`live: ${storeCode} register ${number} is not shown as it is`);
    return;
  }
}
