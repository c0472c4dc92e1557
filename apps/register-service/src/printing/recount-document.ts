import type { RecountDocument, RecountView } from '@encaisse/contracts';
import { wallClockOf } from '@encaisse/register-domain';
import { type Letterhead, printedStoreOf } from './letterhead.js';
import { SOFTWARE } from './software.js';

/** A recount, with what its row does not tell. */
export interface PrintableRecount {
  readonly recount: Omit<RecountView, 'printJobId'>;
  readonly session: { readonly zNumber: number; readonly number: number; readonly businessDate: string };
  readonly countedByName: string;
  readonly authorisedByName: string | null;
}

/** The original of the slip of a recount. */
export const recountDocument = (
  letterhead: Letterhead,
  { recount, session, countedByName, authorisedByName }: PrintableRecount,
): RecountDocument => ({
  kind: 'recount',
  store: printedStoreOf(letterhead),
  register: letterhead.register,
  zNumber: session.zNumber,
  sessionNumber: session.number,
  businessDate: session.businessDate,
  recountNumber: recount.number,
  countedAt: wallClockOf(recount.countedAt, letterhead.timeZone),
  countedBy: countedByName,
  authorisedBy: authorisedByName,
  expectedCents: recount.expectedCashCents,
  formerCountCents: recount.formerCountCents,
  countedCents: recount.countedCashCents,
  denominations: recount.denominations ?? [],
  differenceCents: recount.differenceCents,
  reason: recount.reason,
  duplicateNumber: 0,
  software: SOFTWARE,
});
