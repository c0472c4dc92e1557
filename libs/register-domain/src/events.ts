import type { CashMovementKind } from './cash.js';
import type { Connection, LateOrigin, PendingPage, TicketToFinalise } from './facts.js';
import type { LateDoubtCode } from './late-doubts.js';
import type { Cents } from './money.js';
import type { Counters, ExportDifference, PinnedDataset, RegisterRef, SessionKey } from './register.js';

/** What has happened to a register. Each carries `at`, a UTC ISO string, and all that `evolve` needs. */
type EventFacts = {
  importStarted: { by: string; tillId: string; jobId: string };
  importSucceeded: { tillId: string; dataset: PinnedDataset };
  importFailed: { jobId: string; reason: string; restored: 'AWAITING_IMPORT' | 'READY' };
  importCancelled: { by: string; jobId: string; restored: 'AWAITING_IMPORT' | 'READY' };
  /** Its till has taken the hold of another register, so its data are given up. */
  readyYielded: { tillId: string; to: RegisterRef };
  sessionOpened: {
    by: string;
    tillId: string;
    sessionId: string;
    key: SessionKey;
    businessDate: string;
    openingFloatCents: Cents;
    /** Float less the last count; null when there was none. */
    floatDifferenceCents: Cents | null;
  };
  sellerConnected: { by: string; tillId: string; connectionId: string };
  /** `sellerCode`: whose connection it was, where somebody else has ended it. */
  sellerDisconnected: { by: string; connectionId: string; sellerCode?: string };
  ticketFinalised: TicketToFinalise & { by: string; sessionId: string; number: number };
  /** Kept apart, and in no total; `by` sold it in a session that takes no more tickets of `tillId`. `sha256` is of what was sold. */
  lateTicketKept: {
    by: string;
    tillId: string;
    sessionId: string;
    ticketId: string;
    soldAt: string;
    ttcCents: Cents;
    sha256: string;
    /** Each once; none when it is what its session would have sold. */
    doubts: readonly LateDoubtCode[];
  };
  /** `by` says that it is not to be admitted any more, in the session that runs; it stays as it was kept. */
  lateTicketDismissed: {
    by: string;
    sessionId: string;
    ticketId: string;
    late: LateOrigin;
    ttcCents: Cents;
    sha256: string;
    reason: string;
  };
  /** `number` counts the session's movements from 1. */
  cashMoved: {
    by: string;
    sessionId: string;
    movementId: string;
    number: number;
    kind: CashMovementKind;
    amountCents: Cents;
    reason: string;
    note: string | null;
    authorisedBy: string | null;
  };
  /** Without a sale. `number` counts those of the session from 1. */
  drawerOpened: {
    by: string;
    sessionId: string;
    openingId: string;
    number: number;
    reason: string;
    note: string | null;
    authorisedBy: string | null;
  };
  /** An X reading; `number` counts those of the session from 1. */
  xRead: { by: string; sessionId: string; readingId: string; number: number };
  closingStarted: {
    by: string;
    sessionId: string;
    closingId: string;
    forcedPages: readonly PendingPage[];
    reason: string | null;
  };
  closingCancelled: {
    by: string;
    sessionId: string;
    closingId: string;
    because: 'ASKED' | 'TICKETS_IN_PROGRESS';
  };
  /** The closing: the session is sealed, its Z numbered, `loggedOut` are out. */
  sessionSealed: {
    by: string;
    sessionId: string;
    key: SessionKey;
    closingId: string;
    zNumber: number;
    expectedCashCents: Cents;
    countedCashCents: Cents;
    /** Counted less expected. */
    differenceCents: Cents;
    loggedOut: readonly Connection[];
    forcedPages: readonly PendingPage[];
    reason: string | null;
  };
  /** The drawer of a closed session was counted again; nothing of what was sealed changes. */
  sessionRecounted: {
    by: string;
    sessionId: string;
    key: SessionKey;
    recountId: string;
    /** Counts the recounts of the session from 1. */
    number: number;
    countedCashCents: Cents;
    /** The count before: the closing's, or the last recount's. */
    formerCountCents: Cents;
    /** Counted less expected. */
    differenceCents: Cents;
    reason: string;
    authorisedBy: string | null;
  };
  exportStarted: { by: string; exportId: string; sessions: readonly SessionKey[] };
  exportResent: { by: string; exportId: string; sessions: readonly SessionKey[] };
  sessionAcknowledged: { exportId: string; session: SessionKey };
  exportRefused: {
    exportId: string;
    session: SessionKey;
    reason: string;
    differences: readonly ExportDifference[];
  };
  exportUnanswered: { exportId: string };
  sessionAcceptedApart: { by: string; approvedBy: string; reason: string; session: SessionKey };
  /** Every session of the hold is settled. */
  holdReleased: { tillId: string; epoch: number };
  holdTransferred: {
    by: string;
    approvedBy: string;
    reason: string;
    fromTillId: string;
    toTillId: string;
    epoch: number;
  };
  holdForceReleased: { by: string; approvedBy: string; reason: string; tillId: string; epoch: number };
  /** The sessions of a lost hold are on their way after all. */
  lateExportStarted: {
    by: string;
    approvedBy: string;
    reason: string;
    exportId: string;
    sessions: readonly SessionKey[];
  };
  lateExportMatched: { by: string; approvedBy: string; reason: string; counters: Counters };
  registerWrittenOff: { by: string; approvedBy: string; reason: string };
  /** The database was restored from an older copy: past all that may have been used since, under a new incarnation. */
  lifeBegan: { former: string; incarnation: string; counters: Counters };
  clockCorrected: { by: string; approvedBy: string; reason: string; formerFloor: string };
};

export type RegisterEventType = keyof EventFacts;
export type RegisterEvent = {
  [E in RegisterEventType]: Readonly<{ type: E; at: string } & EventFacts[E]>;
}[RegisterEventType];
/** What an event tells beside its type and its time. */
export type FactsOf<E extends RegisterEventType> = Readonly<EventFacts[E]>;
export type EventOf<E extends RegisterEventType> = Extract<RegisterEvent, { type: E }>;
