import type { Tender } from '@encaisse/catalogue';
import { done, type Outcome, refused, type TenderCount, type TenderTotal } from '@encaisse/contracts';

interface Counted {
  readonly tenderCode: string;
  readonly countedCents: number;
}

/**
 * What was counted of each tender beside what its payments come to. Cash is counted by itself.
 * TENDER_UNKNOWN for one that the dataset has not, or that is cash.
 */
export function tenderCountsOf(
  counted: readonly Counted[],
  known: readonly Tender[],
  totals: readonly TenderTotal[],
): Outcome<TenderCount[]> {
  const counts: TenderCount[] = [];
  for (const { tenderCode, countedCents } of counted) {
    const tender = known.find((candidate) => candidate.tenderCode === tenderCode);
    if (tender === undefined || tender.kind === 'CASH') return refused('TENDER_UNKNOWN', { tenderCode });
    const { kind, label } = tender;
    const expectedCents = totals.find((total) => total.tenderCode === tenderCode)?.amountCents ?? 0;
    const differenceCents = countedCents - expectedCents;
    counts.push({ tenderCode, kind, label, expectedCents, countedCents, differenceCents });
  }
  return done(counts.toSorted((a, b) => (a.tenderCode < b.tenderCode ? -1 : 1)));
}
