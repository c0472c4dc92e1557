import type { LateDoubtCode } from '@encaisse/register-domain';
import { EntitySchema } from 'typeorm';
import { cents, code, id, instant, integer, json, nullable, primary, words } from '../kernel/columns.js';
import {
  type DiscountColumns,
  discountColumns,
  type LineColumns,
  lineColumns,
  type PaymentColumns,
  type PlaceColumns,
  paymentColumns,
} from './line.columns.js';

/*
 * Finalised tickets. The four tables are insert-only: the service's database user can do no more to them. They are written by
 * the journal alone, in statements of many rows.
 */
export interface TicketRow extends DiscountColumns, LateColumns {
  storeId: string;
  ticketId: string;
  registerId: string;
  sessionId: string;
  /** Its session's, here again so that a day's tickets are found without their sessions. */
  businessDate: string;
  epoch: number;
  number: number;
  sellerCode: string;
  sellerName: string;
  startedAt: Date;
  finalisedAt: Date;
  ttcCents: number;
  /** As a shopper counts: pieces, and one for each weighed line. */
  articleCount: number;
  saleLineCount: number;
  refundLineCount: number;
  /** The lines that give back, together: nothing or less. What is sold is the rest of the ticket. */
  refundsCents: number;
  discountCount: number;
  discountsCents: number;
  overrideCount: number;
  overridesCents: number;
}

/** Of a late ticket that was admitted: where and when it was sold, and who admitted it. All null of any other. */
export interface LateColumns {
  lateSessionId: string | null;
  lateSoldAt: Date | null;
  lateAdmittedBy: string | null;
  /** What was doubtful about it; null where nothing was. */
  lateDoubts: readonly LateDoubtCode[] | null;
  /** Why it was admitted all the same. */
  lateReason: string | null;
}
export const NOT_LATE: LateColumns = {
  lateSessionId: null,
  lateSoldAt: null,
  lateAdmittedBy: null,
  lateDoubts: null,
  lateReason: null,
};

export const Tickets = new EntitySchema<TicketRow>({
  name: 'Ticket',
  tableName: 'register_tickets',
  columns: {
    storeId: primary(id('store_id')),
    ticketId: primary(id('ticket_id')),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    businessDate: code('business_date', 10),
    epoch: integer('epoch'),
    number: integer('number'),
    sellerCode: code('seller_code'),
    sellerName: words('seller_name', 80),
    startedAt: instant('started_at'),
    finalisedAt: instant('finalised_at'),
    ...discountColumns,
    ttcCents: cents('ttc_cents'),
    articleCount: integer('article_count'),
    saleLineCount: integer('sale_line_count'),
    refundLineCount: integer('refund_line_count'),
    refundsCents: cents('refunds_cents'),
    discountCount: integer('discount_count'),
    discountsCents: cents('discounts_cents'),
    overrideCount: integer('override_count'),
    overridesCents: cents('overrides_cents'),
    lateSessionId: nullable(id('late_session_id')),
    lateSoldAt: nullable(instant('late_sold_at')),
    lateAdmittedBy: nullable(code('late_admitted_by')),
    lateDoubts: nullable(json('late_doubts')),
    lateReason: nullable(words('late_reason', 200)),
  },
  indices: [
    { name: 'register_tickets_number', columns: ['storeId', 'registerId', 'number'], unique: true },
    { name: 'register_tickets_session', columns: ['storeId', 'sessionId', 'number'] },
    // What a ticket is searched by, each newest first.
    { name: 'register_tickets_found', columns: ['storeId', 'finalisedAt', 'ticketId'] },
    { name: 'register_tickets_day', columns: ['storeId', 'businessDate', 'finalisedAt', 'ticketId'] },
    { name: 'register_tickets_store_number', columns: ['storeId', 'number', 'finalisedAt', 'ticketId'] },
    { name: 'register_tickets_amount', columns: ['storeId', 'ttcCents', 'finalisedAt', 'ticketId'] },
  ],
});

const place = {
  storeId: primary(id('store_id')),
  ticketId: primary(id('ticket_id')),
  position: primary(integer('position')),
} as const;

export type TicketLineRow = PlaceColumns & LineColumns;
export const TicketLines = new EntitySchema<TicketLineRow>({
  name: 'TicketLine',
  tableName: 'register_ticket_lines',
  columns: { ...place, ...lineColumns },
});

/** `sessionId` stands here again so that a session's tenders are summed without its tickets. */
export type TicketPaymentRow = PlaceColumns & { sessionId: string } & PaymentColumns;
export const TicketPayments = new EntitySchema<TicketPaymentRow>({
  name: 'TicketPayment',
  tableName: 'register_ticket_payments',
  columns: { ...place, sessionId: id('session_id'), ...paymentColumns },
  indices: [{ name: 'register_ticket_payments_session', columns: ['storeId', 'sessionId'] }],
});

/** The part of a ticket at one rate: ht + vat = ttc. */
export interface TicketVatRow {
  storeId: string;
  ticketId: string;
  vatBasisPoints: number;
  sessionId: string;
  htCents: number;
  vatCents: number;
  ttcCents: number;
}
export const TicketVat = new EntitySchema<TicketVatRow>({
  name: 'TicketVat',
  tableName: 'register_ticket_vat',
  columns: {
    storeId: primary(id('store_id')),
    ticketId: primary(id('ticket_id')),
    vatBasisPoints: primary(integer('vat_basis_points')),
    sessionId: id('session_id'),
    htCents: cents('ht_cents'),
    vatCents: cents('vat_cents'),
    ttcCents: cents('ttc_cents'),
  },
  indices: [{ name: 'register_ticket_vat_session', columns: ['storeId', 'sessionId'] }],
});
