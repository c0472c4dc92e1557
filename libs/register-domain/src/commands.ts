import type { CashMovementKind } from './cash.js';
import type { FactsOf } from './events.js';
import type { Connection, PendingPage, TicketInProgress, TicketToFinalise } from './facts.js';
import type { Cents } from './money.js';
import type { Counters, ExportDifference, PinnedDataset, SessionKey } from './register.js';
import type { HeldRegister, TillSituation } from './till.js';
import type { RegisterCommandType } from './transitions.js';

/** Asked by a seller at a till. `epoch` is the hold the till believes it has; it fences the command when given. */
type AtTill = { by: string; till: TillSituation; epoch?: number };

/** Asked by one person and approved by another, each authenticated and entitled. Both are person codes. */
type TwoPeople = { by: string; approvedBy: string; reason: string };

/** What is checked at both steps of a closing, read under the register's lock. */
type ClosingFacts = {
  closingId: string;
  /** Drafts with a line and parked tickets; empty drafts are nothing. */
  ticketsInProgress: readonly TicketInProgress[];
  pendingPages: readonly PendingPage[];
  /** Close although a stale page holds tickets. Wants FORCE_CLOSE and a reason. */
  forcePending: boolean;
  /** Whether the seller has FORCE_CLOSE. */
  mayForceClose: boolean;
  reason: string | null;
};

/** The facts that each command brings. Times, ids and identities are made by the caller. */
type CommandFacts = {
  import: AtTill & { jobId: string };
  /** `formerTillHolds`: what the till of the former READY state holds by now, null when nothing or when it was not READY. */
  cancelImport: { by: string; jobId: string; formerTillHolds: HeldRegister | null };
  importSucceeded: { jobId: string; dataset: Omit<PinnedDataset, 'importJobId'> };
  importFailed: { jobId: string; reason: string; formerTillHolds: HeldRegister | null };
  open: AtTill & { sessionId: string; businessDate: string; openingFloatCents: Cents };
  connect: AtTill & { connectionId: string };
  /** `sellerCode`: whose connection it is, where somebody else ends it. */
  disconnect: { by: string; connectionId: string; sellerCode?: string };
  /** Finalises the tickets in their order, all or none. */
  sell: AtTill & { epoch: number; sessionId: string; tickets: readonly TicketToFinalise[] };
  /** Keeps a ticket apart that came too late for its session. `tillId` is the till that brings it. */
  keepLateTicket: FactsOf<'lateTicketKept'>;
  /** Settles a late ticket that nobody will admit, for a reason. */
  dismissLateTicket: AtTill & FactsOf<'lateTicketDismissed'> & { epoch: number };
  moveCash: AtTill & {
    epoch: number;
    sessionId: string;
    movementId: string;
    kind: CashMovementKind;
    amountCents: Cents;
    reason: string;
    note: string | null;
    authorisedBy: string | null;
  };
  /** Opens the drawer without a sale. */
  openDrawer: AtTill & {
    epoch: number;
    sessionId: string;
    openingId: string;
    reason: string;
    note: string | null;
    authorisedBy: string | null;
  };
  /** Reads the session's totals so far; nothing is reset. */
  readX: AtTill & { epoch: number; sessionId: string; readingId: string };
  startClosing: AtTill & ClosingFacts;
  submitCount: AtTill &
    ClosingFacts & {
      countedCashCents: Cents;
      /** Everyone connected to the register; the rule leaves out who closes and who is stale. */
      connections: readonly Connection[];
      forceUsers: boolean;
      acceptDifference: boolean;
      /** Whether the seller has ACCEPT_DIFFERENCE, wanted above the tolerance. */
      mayAcceptDifference: boolean;
      toleranceCents: Cents;
    };
  cancelClosing: AtTill & { closingId: string };
  /** Counts the drawer of a closed session again, before head office has it. */
  recount: AtTill & {
    recountId: string;
    sessionId: string;
    countedCashCents: Cents;
    reason: string;
    authorisedBy: string | null;
  };
  export: AtTill & { exportId: string };
  resend: AtTill & { exportId: string };
  /** `headOffice`: the session's totals as head office recomputed them. */
  exportAcknowledged: {
    exportId: string;
    session: SessionKey;
    headOffice: { ticketCount: number; ttcCents: Cents };
  };
  exportRefused: {
    exportId: string;
    session: SessionKey;
    reason: string;
    differences: readonly ExportDifference[];
  };
  exportUnanswered: { exportId: string };
  acceptApart: TwoPeople & { session: SessionKey };
  /** `till` is the till that is to have the hold. */
  transferHold: TwoPeople & { till: TillSituation };
  forceRelease: TwoPeople;
  /**
   * Sends what the lost hold has not settled. A session that was running is sealed first, `by` the seller who found
   * `countedCashCents` in its drawer, under `closingId`.
   */
  exportLate: TwoPeople & {
    exportId: string;
    seal: { by: string; closingId: string; countedCashCents: Cents };
  };
  /** `lateCounters`: the highest numbers that the late export holds. */
  match: TwoPeople & { lateCounters: Counters };
  writeOff: TwoPeople;
  correctClock: TwoPeople;
};

/** `at` is the server's clock, a UTC ISO string. */
export type RegisterCommand = {
  [C in RegisterCommandType]: Readonly<{ type: C; at: string } & CommandFacts[C]>;
}[RegisterCommandType];
export type CommandOf<C extends RegisterCommandType> = Extract<RegisterCommand, { type: C }>;
