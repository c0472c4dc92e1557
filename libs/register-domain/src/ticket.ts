import { refusal } from './decision.js';
import type { TicketToFinalise } from './facts.js';
import { type Cents, NO_CENTS, sumCents } from './money.js';
import { type AppliedPayment, allocatePayments, type Payment } from './payments.js';
import type { RegisterRefusal } from './refusals.js';
import { type Taxed, type VatPart, vatParts } from './vat.js';

export type TicketTotals = Readonly<{
  ttcCents: Cents;
  vatCents: Cents;
  htCents: Cents;
  vat: readonly VatPart[];
}>;

/** What a ticket is when it may be finalised: the cash parts are those of `TicketToFinalise`. */
export type PaidTicket<P extends Payment = Payment> = TicketTotals &
  Omit<TicketToFinalise, 'ticketId'> &
  Readonly<{ payments: readonly AppliedPayment<P>[] }>;

/** The totals of a ticket from what its lines come to, discounts taken off; its parts sum to `ttcCents`. */
export function ticketTotals(lines: readonly Taxed[]): TicketTotals {
  const vat = vatParts(lines);
  return {
    ttcCents: sumCents(vat.map((part) => part.ttcCents)),
    vatCents: sumCents(vat.map((part) => part.vatCents)),
    htCents: sumCents(vat.map((part) => part.htCents)),
    vat,
  };
}

/**
 * Whether a ticket may be finalised, and with what. A total below zero makes it a refund. Refuses with TICKET_EMPTY,
 * AMOUNT_INVALID, PAYMENT_EXCEEDS_DUE or PAYMENT_MISSING.
 */
export function payTicket<P extends Payment>(
  lines: readonly Taxed[],
  payments: readonly P[],
): Readonly<{ ok: true; ticket: PaidTicket<P> }> | Readonly<{ ok: false; refusal: RegisterRefusal }> {
  if (lines.length === 0) return { ok: false, refusal: refusal('TICKET_EMPTY', {}) };
  const totals = ticketTotals(lines);
  const result = allocatePayments(totals.ttcCents, payments);
  if (!result.ok) return result;
  const { remainingCents, changeCents, payments: applied } = result.allocation;
  if (remainingCents > 0) {
    const facts = { dueCents: totals.ttcCents, remainingCents };
    return { ok: false, refusal: refusal('PAYMENT_MISSING', facts) };
  }
  const isSale = totals.ttcCents >= 0;
  const cashCents = sumCents(
    applied.filter(({ kind }) => kind === 'CASH').map(({ amountCents }) => amountCents),
  );
  const ticket: PaidTicket<P> = {
    ...totals,
    kind: isSale ? 'SALE' : 'REFUND',
    payments: applied,
    cashTakenCents: isSale ? cashCents : NO_CENTS,
    changeGivenCents: changeCents,
    cashRefundedCents: isSale ? NO_CENTS : cashCents,
  };
  return { ok: true, ticket };
}
