import type { LateDoubtCode } from './late-doubts.js';
import type { Cents } from './money.js';

/* What commands, events and refusals all speak of. */

export type TicketInProgress = Readonly<{
  ticketId: string;
  status: 'DRAFT' | 'PARKED';
  sellerCode: string;
  ttcCents: Cents;
}>;

/** A page that said in its last heartbeat that `tickets` of its tickets are not sent yet. */
export type PendingPage = Readonly<{
  connectionId: string;
  sellerCode: string;
  tickets: number;
  stale: boolean;
}>;

export type Connection = Readonly<{ connectionId: string; sellerCode: string; stale: boolean }>;

/** A ticket ready to be finalised. Cash parts are positive cents; `ttcCents` is negative for a refund. */
export type TicketToFinalise = Readonly<{
  ticketId: string;
  kind: 'SALE' | 'REFUND';
  ttcCents: Cents;
  cashTakenCents: Cents;
  changeGivenCents: Cents;
  cashRefundedCents: Cents;
  /** Of a late ticket that is admitted. */
  late?: LateSale;
}>;

/** When, by whom and in which session a ticket was sold that came too late for that session, and what is doubtful about it. */
export type LateOrigin = Readonly<{
  sessionId: string;
  soldAt: string;
  soldBy: string;
  doubts: readonly LateDoubtCode[];
}>;
/** `reason`: why a doubtful one was admitted as its page told it; null of one without a doubt. */
export type LateSale = LateOrigin & Readonly<{ reason: string | null }>;
