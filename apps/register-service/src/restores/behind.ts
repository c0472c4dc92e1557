import type { Witnessed } from './witness.js';

/** The outbox's hash of a register at a version; undefined when that link is not there any more. */
export type HashAt = (registerId: string, version: number) => Promise<string | undefined>;

/**
 * Whether the database is an older one than the witness has seen, or has gone another way since. Within one life, versions and
 * hashes tell. Of two lives, only numbers that would be given again do: another process may have begun the newer one.
 */
export async function isBehind(
  witnessed: readonly Witnessed[],
  stored: ReadonlyMap<string, Witnessed>,
  hashAt: HashAt,
): Promise<boolean> {
  for (const seen of witnessed) {
    const now = stored.get(seen.registerId);
    if (now === undefined) {
      if (!seen.isGone) return true;
      continue;
    }
    // A copy of a record is no event of its register.
    if (now.duplicates < seen.duplicates) return true;
    if (now.incarnation !== seen.incarnation) {
      if (now.epoch < seen.epoch || now.ticketNumber < seen.ticketNumber || now.zNumber < seen.zNumber)
        return true;
      continue;
    }
    if (now.version < seen.version) return true;
    if (now.version === seen.version) {
      if (now.lastHash !== seen.lastHash) return true;
      continue;
    }
    const hash = seen.version === 0 ? undefined : await hashAt(seen.registerId, seen.version);
    if (hash !== undefined && hash !== seen.lastHash) return true;
  }
  return false;
}
