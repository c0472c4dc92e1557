import { EntitySchema } from 'typeorm';
import { cents, code, hash, id, instant, json, primary, words } from '../kernel/columns.js';
import type { DraftLine, DraftPayment } from '../tickets/draft.js';

/** A ticket that came too late for its session, whole and apart from all totals. Insert-only. */
export interface LateTicketRow {
  storeId: string;
  ticketId: string;
  registerId: string;
  sessionId: string;
  /** Whose page kept it. */
  tillId: string;
  sellerCode: string;
  sellerName: string;
  /** By the page's clock. */
  soldAt: Date;
  keptAt: Date;
  ttcCents: number;
  lineItems: readonly DraftLine[];
  paymentItems: readonly DraftPayment[];
  /** Of what the page sent. */
  sha256: string;
}
export const LateTickets = new EntitySchema<LateTicketRow>({
  name: 'LateTicket',
  tableName: 'register_late_tickets',
  columns: {
    storeId: primary(id('store_id')),
    ticketId: primary(id('ticket_id')),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    tillId: id('till_id'),
    sellerCode: code('seller_code'),
    sellerName: words('seller_name', 80),
    soldAt: instant('sold_at'),
    keptAt: instant('kept_at'),
    ttcCents: cents('ttc_cents'),
    lineItems: json('line_items'),
    paymentItems: json('payment_items'),
    sha256: hash('sha256'),
  },
  indices: [{ name: 'register_late_tickets_kept', columns: ['storeId', 'keptAt', 'ticketId'] }],
});
