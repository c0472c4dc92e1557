import { EntitySchema } from 'typeorm';
import { cents, code, id, instant, integer, json, primary } from '../kernel/columns.js';
import { type DiscountColumns, discountColumns, type LineColumns } from './line.columns.js';

/** A ticket with lines that was given up, kept whole: what was once on a screen does not vanish. Insert-only. */
export interface AbandonedTicketRow extends DiscountColumns {
  storeId: string;
  ticketId: string;
  registerId: string;
  sessionId: string;
  /** Whose ticket it was. */
  sellerCode: string;
  abandonedBy: string;
  startedAt: Date;
  abandonedAt: Date;
  lineCount: number;
  ttcCents: number;
  lineItems: readonly LineColumns[];
}
export const AbandonedTickets = new EntitySchema<AbandonedTicketRow>({
  name: 'AbandonedTicket',
  tableName: 'register_abandoned_tickets',
  columns: {
    storeId: primary(id('store_id')),
    ticketId: primary(id('ticket_id')),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    sellerCode: code('seller_code'),
    abandonedBy: code('abandoned_by'),
    startedAt: instant('started_at'),
    abandonedAt: instant('abandoned_at'),
    lineCount: integer('line_count'),
    ...discountColumns,
    ttcCents: cents('ttc_cents'),
    lineItems: json('line_items'),
  },
  indices: [
    {
      name: 'register_abandoned_tickets_session',
      columns: ['storeId', 'sessionId', 'abandonedAt', 'ticketId'],
    },
  ],
});

/** A ticket that went from one seller to another: parked and resumed, or taken by someone who may close. Insert-only. */
export interface TicketHandoverRow {
  storeId: string;
  handoverId: string;
  ticketId: string;
  registerId: string;
  sessionId: string;
  takenFrom: string;
  takenBy: string;
  formerState: 'DRAFT' | 'PARKED';
  handedOverAt: Date;
}
export const TicketHandovers = new EntitySchema<TicketHandoverRow>({
  name: 'TicketHandover',
  tableName: 'register_ticket_handovers',
  columns: {
    storeId: primary(id('store_id')),
    handoverId: primary(id('handover_id')),
    ticketId: id('ticket_id'),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    takenFrom: code('taken_from'),
    takenBy: code('taken_by'),
    formerState: code('former_state', 8),
    handedOverAt: instant('handed_over_at'),
  },
  indices: [{ name: 'register_ticket_handovers_ticket', columns: ['storeId', 'ticketId'] }],
});
