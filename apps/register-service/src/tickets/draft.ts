import type { Refusal } from '@encaisse/contracts';
import { done, type Outcome, refused } from '@encaisse/contracts';
import {
  type AllocationResult,
  type AppliedPayment,
  allocatePayments,
  type Cents,
  type Payment,
  type Taxed,
  type TicketTotals,
  ticketTotals,
  toCents,
} from '@encaisse/register-domain';
import type { DiscountColumns, LineColumns, PaymentColumns } from './line.columns.js';
import { repriced } from './repricing.js';

export const LINES_MAX = 500;
export const PAYMENTS_MAX = 20;
/** Of one register. More than this are not waiting customers but a page that went wrong. */
export const DRAFTS_MAX = 50;
/** 9 999 999,99 €: what a ticket's columns can show. Whatever is larger is a mistyped quantity. */
export const TICKET_CENTS_MAX = 999_999_999;

export type DraftLine = LineColumns & { readonly position: number };
export type DraftPayment = PaymentColumns & { readonly position: number };

/** A ticket in the making, with its lines and payments in their order. */
export interface Draft extends Readonly<DiscountColumns> {
  readonly storeId: string;
  readonly ticketId: string;
  readonly registerId: string;
  readonly sessionId: string;
  readonly state: 'DRAFT' | 'PARKED';
  readonly sellerCode: string;
  readonly startedAt: Date;
  readonly lines: readonly DraftLine[];
  readonly payments: readonly DraftPayment[];
}

/** A draft with a line, or a parked one, keeps its register from closing; an empty draft is nothing. */
export const isInProgress = ({ state, lines }: Draft): boolean => state === 'PARKED' || lines.length > 0;

export const domainLines = (lines: readonly LineColumns[]): readonly Taxed[] =>
  lines.map(({ ttcCents, vatBasisPoints }) => ({ ttcCents: toCents(ttcCents), vatBasisPoints }));

/** What the customer gives, or what she is given back. */
const offeredCentsOf = ({ tenderedCents, changeCents }: PaymentColumns): number =>
  tenderedCents === 0 ? changeCents : tenderedCents;

export const domainPayments = (payments: readonly DraftPayment[]): readonly (Payment & DraftPayment)[] =>
  payments.map((payment) => ({ ...payment, amountCents: toCents(offeredCentsOf(payment)) }));

export const totalsOf = ({ lines }: Pick<Draft, 'lines'>): TicketTotals => ticketTotals(domainLines(lines));

/** The draft with one more line; the same line again changes nothing. */
export function withLine(draft: Draft, line: LineColumns): Outcome<Draft> {
  const known = draft.lines.find(({ lineId }) => lineId === line.lineId);
  if (known) {
    const isSame = known.barcode === line.barcode && known.quantityThousandths === line.quantityThousandths;
    return isSame ? done(draft) : refused('ID_REUSED', { lineId: line.lineId });
  }
  const fixed = fixedByPayments(draft);
  if (fixed) return fixed;
  if (draft.lines.length >= LINES_MAX) return refused('TICKET_TOO_LONG', { linesMax: LINES_MAX });
  const lines = [...draft.lines, { ...line, position: nextPosition(draft.lines) }];
  const after = repriced(draft, { ...draft, lines });
  return after.ok ? notTooLarge(after.value) : after;
}

export function notTooLarge(draft: Draft): Outcome<Draft> {
  const { ttcCents } = totalsOf(draft);
  if (ttcCents <= TICKET_CENTS_MAX) return done(draft);
  return refused('AMOUNT_INVALID', { field: 'ttcCents', amountCents: ttcCents });
}

export function withoutLine(draft: Draft, lineId: string): Outcome<Draft> {
  const lines = draft.lines.filter((line) => line.lineId !== lineId);
  if (lines.length === draft.lines.length) return refused('LINE_UNKNOWN', { lineId });
  return fixedByPayments(draft) ?? repriced(draft, { ...draft, lines });
}

/** What is offered: its amounts follow from what is left to pay. */
export type Offered = Omit<PaymentColumns, 'amountCents' | 'changeCents'>;

/** The draft with one more payment, which change follows from; the same payment again changes nothing. */
export function withPayment(draft: Draft, offered: Offered): Outcome<Draft> {
  const { paymentId, tenderCode, tenderedCents } = offered;
  const known = draft.payments.find((payment) => payment.paymentId === paymentId);
  if (known) {
    const isSame = known.tenderCode === tenderCode && offeredCentsOf(known) === tenderedCents;
    return isSame ? done(draft) : refused('ID_REUSED', { paymentId });
  }
  if (draft.lines.length === 0) return refused('TICKET_EMPTY', {});
  if (draft.payments.length >= PAYMENTS_MAX) return refused('TICKET_TOO_LONG', { paymentsMax: PAYMENTS_MAX });
  if (tenderedCents > TICKET_CENTS_MAX) {
    return refused('AMOUNT_INVALID', { field: 'tenderedCents', amountCents: tenderedCents });
  }
  const position = nextPosition(draft.payments);
  return settled(draft, [...draft.payments, { ...offered, position, amountCents: 0, changeCents: 0 }]);
}

/** The payments after it settle more, and give less change back. */
export function withoutPayment(draft: Draft, paymentId: string): Outcome<Draft> {
  const payments = draft.payments.filter((payment) => payment.paymentId !== paymentId);
  if (payments.length === draft.payments.length) return refused('PAYMENT_UNKNOWN', { paymentId });
  return settled(draft, payments);
}

export function parked(draft: Draft): Outcome<Draft> {
  if (draft.lines.length === 0) return refused('TICKET_EMPTY', {});
  return fixedByPayments(draft) ?? done({ ...draft, state: 'PARKED' });
}

/** Money has been taken for what is there: it goes back before anything of that changes. */
export const fixedByPayments = ({ payments }: Draft): { ok: false; refusal: Refusal } | undefined =>
  payments.length === 0 ? undefined : refused('TICKET_HAS_PAYMENTS', { payments: payments.length });

function settled(draft: Draft, payments: readonly DraftPayment[]): Outcome<Draft> {
  const result: AllocationResult<Payment & DraftPayment> = allocatePayments(
    totalsOf(draft).ttcCents,
    domainPayments(payments),
  );
  if (!result.ok) return refused(result.refusal.code, result.refusal.facts);
  const isRefund = totalsOf(draft).ttcCents < 0;
  const applied = result.allocation.payments.map((payment) => ({
    ...payment,
    ...settledAmounts(payment, isRefund),
  }));
  return done({ ...draft, payments: applied.map(({ appliedCents: _applied, ...payment }) => payment) });
}

/** The amounts of a payment as they are kept: on a refund nothing was handed over, and all of it goes back. */
export const settledAmounts = (
  { amountCents: offeredCents, appliedCents, changeCents }: AppliedPayment,
  isRefund: boolean,
): Pick<PaymentColumns, 'tenderedCents' | 'amountCents' | 'changeCents'> =>
  isRefund
    ? { tenderedCents: 0, amountCents: -appliedCents, changeCents: appliedCents }
    : { tenderedCents: offeredCents, amountCents: appliedCents, changeCents };

const nextPosition = (items: readonly { readonly position: number }[]): number =>
  (items.at(-1)?.position ?? 0) + 1;

/** What goes back of what was handed over; what a refund gives is no change. */
export const changeOf = (payments: readonly PaymentColumns[]): number =>
  payments.reduce((sum, { amountCents, changeCents }) => sum + (amountCents < 0 ? 0 : changeCents), 0);

/** What is left to pay, negative when it is to be given back, and the change. */
export function dueOf(draft: Pick<Draft, 'lines' | 'payments'>): {
  readonly paidCents: number;
  readonly dueCents: Cents;
  readonly changeCents: number;
} {
  const paidCents = draft.payments.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const changeCents = changeOf(draft.payments);
  return { paidCents, dueCents: toCents(totalsOf(draft).ttcCents - paidCents), changeCents };
}
