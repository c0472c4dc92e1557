import type { lateTicketCommands, RequestOf, TenderKind } from '@encaisse/contracts';
import type { LateDoubtCode } from '@encaisse/register-domain';
import { EntitySchema } from 'typeorm';
import { cents, code, hash, id, instant, json, nullable, primary, words } from '../kernel/columns.js';
import type { LineColumns } from '../tickets/line.columns.js';

export type ToldTicket = RequestOf<typeof lateTicketCommands.keepLateTicket>;
export type ToldLine = ToldTicket['lines'][number];
export type ToldPayment = ToldTicket['payments'][number];

/** One thing that is doubtful, with what its sentence needs. */
export interface Doubt {
  readonly code: LateDoubtCode;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a tender is, by the data of the session. */
export interface KnownTender {
  readonly kind: TenderKind;
  readonly label: string;
}

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
  /** As the page told it. */
  ttcCents: number;
  toldLines: readonly ToldLine[];
  toldPayments: readonly ToldPayment[];
  doubts: readonly Doubt[];
  /** Of each line that was told, the one that its session would have sold; null where its article is unknown. */
  lineItems: readonly (LineColumns | null)[];
  /** Of each payment that was told, its tender; null where it is unknown. */
  paymentItems: readonly (KnownTender | null)[];
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
    toldLines: json('told_lines'),
    toldPayments: json('told_payments'),
    doubts: json('doubts'),
    lineItems: json('line_items'),
    paymentItems: json('payment_items'),
    sha256: hash('sha256'),
  },
  indices: [{ name: 'register_late_tickets_kept', columns: ['storeId', 'keptAt', 'ticketId'] }],
});

/** What became of a late ticket, once: two who settle it at once on two registers meet at its key. Insert-only. */
export interface LateSettlementRow {
  storeId: string;
  ticketId: string;
  outcome: 'ADMITTED' | 'DISMISSED';
  /** The register and the session in which it was settled. */
  registerId: string;
  sessionId: string;
  settledAt: Date;
  settledBy: string;
  reason: string | null;
}
export const LateSettlements = new EntitySchema<LateSettlementRow>({
  name: 'LateSettlement',
  tableName: 'register_late_settlements',
  columns: {
    storeId: primary(id('store_id')),
    ticketId: primary(id('ticket_id')),
    outcome: code('outcome'),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    settledAt: instant('settled_at'),
    settledBy: code('settled_by'),
    reason: nullable(words('reason', 200)),
  },
  indices: [
    {
      name: 'register_late_settlements_session',
      columns: ['storeId', 'sessionId', 'settledAt', 'ticketId'],
    },
  ],
});
