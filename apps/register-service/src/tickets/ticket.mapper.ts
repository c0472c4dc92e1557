import type { TicketLineView, TicketView, VatTotal } from '@encaisse/contracts';
import type { VatPart } from '@encaisse/register-domain';
import { ticketTotals } from '@encaisse/register-domain';
import { changeOf, type Draft, domainLines, dueOf, totalsOf } from './draft.js';
import type { AbandonedTicketRow } from './given-up.row.js';
import type { DiscountColumns, LineColumns, PaymentColumns } from './line.columns.js';
import type { LateColumns, TicketLineRow, TicketPaymentRow, TicketRow, TicketVatRow } from './ticket.row.js';

/** A finalised ticket, whole. Lines, payments and rates are in their order. */
export interface TicketRecord {
  readonly ticket: TicketRow;
  readonly lines: readonly TicketLineRow[];
  readonly payments: readonly TicketPaymentRow[];
  readonly vat: readonly TicketVatRow[];
}

/** A line as pages and head office get it. */
export const lineView = (line: LineColumns): TicketLineView => ({
  lineId: line.lineId,
  barcode: line.barcode,
  articleCode: line.articleCode,
  label: line.label,
  unit: line.unit,
  quantityThousandths: line.quantityThousandths,
  unitPriceCents: line.unitPriceCents,
  listPriceCents: line.listPriceCents,
  priceReason: line.priceReason,
  priceAuthorisedBy: line.priceAuthorisedBy,
  grossCents: line.grossCents,
  grossFrom: line.grossFrom,
  discountCents: line.discountCents,
  discountBasisPoints: line.discountBasisPoints,
  discountAuthorisedBy: line.discountAuthorisedBy,
  ticketDiscountCents: line.ticketDiscountCents,
  vatBasisPoints: line.vatBasisPoints,
  ttcCents: line.ttcCents,
  originTicketId: line.originTicketId,
  originLineId: line.originLineId,
  refundAuthorisedBy: line.refundAuthorisedBy,
});

/** A ticket's discount, as it was asked for. */
export const discountOf = (row: DiscountColumns): DiscountColumns => ({
  discountBasisPoints: row.discountBasisPoints,
  discountCents: row.discountCents,
  discountAuthorisedBy: row.discountAuthorisedBy,
});

export const paymentView = (payment: PaymentColumns): TicketView['payments'][number] => ({
  paymentId: payment.paymentId,
  tenderCode: payment.tenderCode,
  kind: payment.kind,
  label: payment.label,
  tenderedCents: payment.tenderedCents,
  amountCents: payment.amountCents,
  changeCents: payment.changeCents,
});

/** Where a late ticket comes from; null for one that was finalised in its own session. */
export function lateOf(ticket: LateColumns): TicketView['late'] {
  const { lateSessionId, lateSoldAt, lateAdmittedBy, lateDoubts, lateReason } = ticket;
  if (lateSessionId === null || lateSoldAt === null || lateAdmittedBy === null) return null;
  return {
    sessionId: lateSessionId,
    soldAt: lateSoldAt.toISOString(),
    admittedBy: lateAdmittedBy,
    doubts: [...(lateDoubts ?? [])],
    reason: lateReason,
  };
}

/** A rate's part as head office, pages and papers get it. */
export const vatTotalOf = ({
  vatBasisPoints,
  htCents,
  vatCents,
  ttcCents,
}: VatPart | TicketVatRow): VatTotal => ({
  basisPoints: vatBasisPoints,
  htCents,
  vatCents,
  ttcCents,
});

export function viewOfDraft(draft: Draft): TicketView {
  const { ttcCents, vat } = totalsOf(draft);
  return {
    ticketId: draft.ticketId,
    registerId: draft.registerId,
    sessionId: draft.sessionId,
    state: draft.state,
    number: null,
    sellerCode: draft.sellerCode,
    startedAt: draft.startedAt.toISOString(),
    finalisedAt: null,
    lines: draft.lines.map(lineView),
    ...discountOf(draft),
    payments: draft.payments.map(paymentView),
    vat: vat.map(vatTotalOf),
    ttcCents,
    ...dueOf(draft),
    printJobId: null,
    late: null,
  };
}

/** `printJobId`: the job of its original, null when none was asked for. */
export function viewOfTicket(
  { ticket, lines, payments, vat }: TicketRecord,
  printJobId: string | null,
): TicketView {
  return {
    ticketId: ticket.ticketId,
    registerId: ticket.registerId,
    sessionId: ticket.sessionId,
    state: 'FINALISED',
    number: ticket.number,
    sellerCode: ticket.sellerCode,
    startedAt: ticket.startedAt.toISOString(),
    finalisedAt: ticket.finalisedAt.toISOString(),
    lines: lines.map(lineView),
    ...discountOf(ticket),
    payments: payments.map(paymentView),
    vat: vat.map(vatTotalOf),
    ttcCents: ticket.ttcCents,
    paidCents: ticket.ttcCents,
    dueCents: 0,
    changeCents: changeOf(payments),
    printJobId,
    late: lateOf(ticket),
  };
}

export function viewOfAbandoned(row: AbandonedTicketRow): TicketView {
  const { vat } = ticketTotals(domainLines(row.lineItems));
  return {
    ticketId: row.ticketId,
    registerId: row.registerId,
    sessionId: row.sessionId,
    state: 'ABANDONED',
    number: null,
    sellerCode: row.sellerCode,
    startedAt: row.startedAt.toISOString(),
    finalisedAt: null,
    lines: row.lineItems.map(lineView),
    ...discountOf(row),
    payments: [],
    vat: vat.map(vatTotalOf),
    ttcCents: row.ttcCents,
    paidCents: 0,
    dueCents: 0,
    changeCents: 0,
    printJobId: null,
    late: null,
  };
}
