import type { RegisterEvent } from './events.js';
import type { Counters, Register } from './register.js';
import { raised } from './rules/repair.rules.js';

/** Nobody asked for it: it follows from what happened to the database. */
const SYSTEM = 'SYSTEM';

/** `past`: numbers that may have been used since the copy was made. */
export type BegunLife = Readonly<{ at: string; incarnation: string; past: Counters }>;

/**
 * What follows for a register whose database was restored from an older copy. It goes on under a new incarnation and past every
 * number that may have been used; sessions that were sealed before keep their keys, because they are still the same. A session
 * that was running has lost what came after the copy: its register goes out of service, as any that lost its data. Empty for a
 * register that has begun this life already.
 */
export function beginLife(
  register: Register,
  { at, incarnation, past }: BegunLife,
): readonly RegisterEvent[] {
  const { incarnation: former, counters } = register;
  if (former === incarnation) return [];
  const began = { type: 'lifeBegan', at, former, incarnation, counters: raised(counters, past) } as const;
  if (register.state !== 'OPEN' && register.state !== 'CLOSING') return [began];
  const { tillId, epoch } = register.hold;
  const people = { by: SYSTEM, approvedBy: SYSTEM, reason: 'DATABASE_RESTORED' };
  return [began, { type: 'holdForceReleased', at, ...people, tillId, epoch }];
}
