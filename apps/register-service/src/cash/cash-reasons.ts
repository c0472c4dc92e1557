import { CASH_REASONS, type CashReason, refused } from '@encaisse/contracts';
import type { CashMovementKind } from '@encaisse/register-domain';

interface Explanation {
  readonly reason: CashReason;
  readonly note: string | null;
}

/** What is wrong with an explanation; undefined when it explains a movement of this kind, or an opening of the drawer. */
export function unexplained(
  { reason, note }: Explanation,
  what: CashMovementKind | 'DRAWER',
): ReturnType<typeof refused> | undefined {
  const { kinds, opensDrawer, wantsNote } = CASH_REASONS[reason];
  const fits = what === 'DRAWER' ? opensDrawer : (kinds as readonly CashMovementKind[]).includes(what);
  if (!fits) return refused('CASH_REASON_INVALID', { reason, missing: 'REASON' });
  const hasNote = note !== null && note.trim() !== '';
  return wantsNote && !hasNote ? refused('CASH_REASON_INVALID', { reason, missing: 'NOTE' }) : undefined;
}
