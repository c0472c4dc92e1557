import { EntitySchema } from 'typeorm';
import { code, id, instant, integer, primary } from '../kernel/columns.js';
import {
  type DiscountColumns,
  discountColumns,
  type LineColumns,
  lineColumns,
  type PaymentColumns,
  type PlaceColumns,
  paymentColumns,
} from './line.columns.js';

/** A ticket being written, or parked. Gone once it is finalised or abandoned: what is kept of it stands elsewhere. */
export interface DraftTicketRow extends DiscountColumns {
  storeId: string;
  ticketId: string;
  registerId: string;
  sessionId: string;
  state: 'DRAFT' | 'PARKED';
  sellerCode: string;
  startedAt: Date;
}
export const DraftTickets = new EntitySchema<DraftTicketRow>({
  name: 'DraftTicket',
  tableName: 'register_draft_tickets',
  columns: {
    storeId: primary(id('store_id')),
    ticketId: primary(id('ticket_id')),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    state: code('state', 8),
    sellerCode: code('seller_code'),
    startedAt: instant('started_at'),
    ...discountColumns,
  },
  indices: [{ name: 'register_draft_tickets_session', columns: ['storeId', 'registerId', 'sessionId'] }],
});

const place = {
  storeId: primary(id('store_id')),
  ticketId: primary(id('ticket_id')),
  position: primary(integer('position')),
} as const;

export type DraftLineRow = PlaceColumns & LineColumns;
export const DraftLines = new EntitySchema<DraftLineRow>({
  name: 'DraftLine',
  tableName: 'register_draft_lines',
  columns: { ...place, ...lineColumns },
  indices: [{ name: 'register_draft_lines_id', columns: ['storeId', 'ticketId', 'lineId'], unique: true }],
});

export type DraftPaymentRow = PlaceColumns & PaymentColumns;
export const DraftPayments = new EntitySchema<DraftPaymentRow>({
  name: 'DraftPayment',
  tableName: 'register_draft_payments',
  columns: { ...place, ...paymentColumns },
  indices: [
    { name: 'register_draft_payments_id', columns: ['storeId', 'ticketId', 'paymentId'], unique: true },
  ],
});
