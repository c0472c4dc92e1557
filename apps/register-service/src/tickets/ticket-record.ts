import { type PaidTicket, type Payment, reductionsOf } from '@encaisse/register-domain';
import { articleCountOf } from './article-count.js';
import { type Draft, type DraftPayment, settledAmounts } from './draft.js';
import type { Sale } from './sale.js';
import { discountOf, type TicketRecord } from './ticket.mapper.js';
import { NOT_LATE } from './ticket.row.js';
import { turnoverOf } from './turnover.js';

export type Paid = PaidTicket<Payment & DraftPayment>;

/** The record of a ticket that its register has numbered, in the running session. */
export function recordOf(
  draft: Draft,
  paid: Paid,
  { unit, who }: Pick<Sale, 'unit' | 'who'>,
  number: number,
): TicketRecord {
  const { storeId, ticketId, registerId, sessionId, startedAt, lines } = draft;
  if (unit.register.state !== 'OPEN') throw new Error(`register ${registerId} sold and is not open`);
  const place = { storeId, ticketId };
  return {
    ticket: {
      ...place,
      registerId,
      sessionId,
      businessDate: unit.register.session.businessDate,
      epoch: who.connection.epoch,
      number,
      sellerCode: who.seller.code,
      sellerName: who.seller.name,
      startedAt,
      finalisedAt: new Date(unit.at),
      ...discountOf(draft),
      ttcCents: paid.ttcCents,
      articleCount: articleCountOf(lines),
      ...turnoverOf(lines),
      ...reductionsOf(lines),
      ...NOT_LATE,
    },
    lines: lines.map((line, index) => ({ ...line, ...place, position: index + 1 })),
    payments: paid.payments.map((payment, index) => ({
      ...place,
      position: index + 1,
      sessionId,
      paymentId: payment.paymentId,
      tenderCode: payment.tenderCode,
      kind: payment.kind,
      label: payment.label,
      ...settledAmounts(payment, paid.kind === 'REFUND'),
    })),
    vat: paid.vat.map((part) => ({ ...place, ...part, sessionId })),
  };
}
