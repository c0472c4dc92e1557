import { EntitySchema } from 'typeorm';
import { code, id, instant, json, primary } from '../kernel/columns.js';
import type { DraftLine, DraftPayment } from './draft.js';
import { type DiscountColumns, discountColumns } from './line.columns.js';

/**
 * A ticket being written, or parked. Gone once it is finalised or abandoned: what is kept of it stands elsewhere. It is
 * always read and written whole, so its lines and payments stand in it, in their order.
 */
export interface DraftTicketRow extends DiscountColumns {
  storeId: string;
  ticketId: string;
  registerId: string;
  sessionId: string;
  state: 'DRAFT' | 'PARKED';
  sellerCode: string;
  startedAt: Date;
  lines: readonly DraftLine[];
  payments: readonly DraftPayment[];
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
    lines: json('line_items'),
    payments: json('payment_items'),
  },
  indices: [{ name: 'register_draft_tickets_session', columns: ['storeId', 'registerId', 'sessionId'] }],
});
