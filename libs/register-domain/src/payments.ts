import { refusal } from './decision.js';
import { addCents, type Cents, NO_CENTS, subtractCents, toCents } from './money.js';
import type { RegisterRefusal } from './refusals.js';

export type TenderKind = 'CASH' | 'CARD' | 'CHEQUE' | 'VOUCHER';

/** What a customer hands over, or is handed back on a refund: always a positive sum. */
export type Payment = Readonly<{ tenderCode: string; kind: TenderKind; amountCents: Cents }>;

/** `appliedCents` pays the ticket, `changeCents` goes back to the customer; together they are the amount. */
export type AppliedPayment<P extends Payment = Payment> = P &
  Readonly<{ appliedCents: Cents; changeCents: Cents }>;

export type Allocation<P extends Payment = Payment> = Readonly<{
  payments: readonly AppliedPayment<P>[];
  /** Still to be paid, or to be given back on a refund; never negative. */
  remainingCents: Cents;
  changeCents: Cents;
}>;
export type AllocationResult<P extends Payment = Payment> =
  | Readonly<{ ok: true; allocation: Allocation<P> }>
  | Readonly<{ ok: false; refusal: RegisterRefusal }>;

/**
 * Applies `payments`, in their order, to a ticket of `ttcCents` (negative for a refund). Cash gives change on a sale;
 * a card, a cheque or a voucher may not exceed what is left, and nothing may when nothing is left.
 * Refuses with AMOUNT_INVALID or PAYMENT_EXCEEDS_DUE.
 */
export function allocatePayments<P extends Payment>(
  ttcCents: Cents,
  payments: readonly P[],
): AllocationResult<P> {
  const isSale = ttcCents >= 0;
  const applied: AppliedPayment<P>[] = [];
  let remainingCents = toCents(Math.abs(ttcCents));
  let changeCents = NO_CENTS;
  for (const payment of payments) {
    const { amountCents } = payment;
    const refused = refusedPayment(payment, remainingCents, isSale);
    if (refused !== undefined) return { ok: false, refusal: refused };
    const appliedCents = toCents(Math.min(amountCents, remainingCents));
    const change = subtractCents(amountCents, appliedCents);
    applied.push({ ...payment, appliedCents, changeCents: change });
    remainingCents = subtractCents(remainingCents, appliedCents);
    changeCents = addCents(changeCents, change);
  }
  return { ok: true, allocation: { payments: applied, remainingCents, changeCents } };
}

function refusedPayment(
  { tenderCode, kind, amountCents }: Payment,
  dueCents: Cents,
  isSale: boolean,
): RegisterRefusal | undefined {
  if (amountCents <= 0) return refusal('AMOUNT_INVALID', { field: 'amountCents', amountCents });
  const givesChange = kind === 'CASH' && isSale && dueCents > 0;
  if (amountCents > dueCents && !givesChange) {
    return refusal('PAYMENT_EXCEEDS_DUE', { tenderCode, amountCents, dueCents });
  }
  return undefined;
}
