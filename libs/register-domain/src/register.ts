import type { Cents } from './money.js';
import type { RegisterState } from './transitions.js';

/** A dataset version that a register is pinned to; `importJobId` is the job that brought it. */
export type PinnedDataset = Readonly<{
  datasetId: number;
  version: number;
  importJobId: string;
  /** Head office was silent: these data were kept in the store, and last confirmed by head office then. */
  localAsOf?: string | undefined;
}>;

/**
 * Names a session for ever within its store and register. `incarnation` and `epoch` are those of the opening, whatever the
 * hold has become since; `number` counts from 1 in each hold.
 */
export type SessionKey = Readonly<{ incarnation: string; epoch: number; number: number }>;

/** The session being sold in. Amounts are cents since its opening, each counted positive but `ttcCents`, which refunds lower. */
export type RunningSession = Readonly<{
  sessionId: string;
  key: SessionKey;
  /** YYYY-MM-DD in the store's time zone, fixed at the opening. */
  businessDate: string;
  openedAt: string;
  openedBy: string;
  openingFloatCents: Cents;
  /** Float less the last count; null when there was none. */
  floatDifferenceCents: Cents | null;
  cashTakenCents: Cents;
  changeGivenCents: Cents;
  cashRefundedCents: Cents;
  cashInCents: Cents;
  cashOutCents: Cents;
  cashMovementCount: number;
  /** Openings of the drawer without a sale. */
  drawerOpeningCount: number;
  xReadingCount: number;
  ticketCount: number;
  ttcCents: Cents;
}>;

export type ExportDifference = Readonly<{ field: string; ours: string; headOffice: string }>;

/** What head office has made of a sealed session. ACKNOWLEDGED and ACCEPTED_APART settle it. */
export type SessionStanding =
  | Readonly<{ kind: 'PENDING' }>
  | Readonly<{ kind: 'REFUSED'; exportId: string; reason: string; differences: readonly ExportDifference[] }>
  | Readonly<{ kind: 'ACKNOWLEDGED'; exportId: string; at: string }>
  | Readonly<{ kind: 'ACCEPTED_APART'; at: string; by: string; approvedBy: string }>;

/** What a drawer was found to hold when it was counted again after its seal. */
export type Recount = Readonly<{ number: number; countedCashCents: Cents }>;

/** A closed session; only its standing ever changes, and what later counts of its drawer found. */
export type SealedSession = Readonly<{
  sessionId: string;
  key: SessionKey;
  closingId: string;
  zNumber: number;
  businessDate: string;
  openedAt: string;
  sealedAt: string;
  expectedCashCents: Cents;
  countedCashCents: Cents;
  /** The last of them; null when the count of the closing stands alone. */
  lastRecount: Recount | null;
  ticketCount: number;
  ttcCents: Cents;
  standing: SessionStanding;
}>;

/**
 * A till's hold of the register. `epoch` fences its writes; `unansweredExportId` is the export whose outcome is
 * unknown, kept until another is started or every session is settled.
 */
export type Hold = Readonly<{
  tillId: string;
  epoch: number;
  takenAt: string;
  dataset: PinnedDataset;
  sessions: readonly SealedSession[];
  unansweredExportId: string | null;
}>;

/** The last numbers used; the next is one more. Only `sessionNumber` starts again, with each hold. */
export type Counters = Readonly<{
  epoch: number;
  sessionNumber: number;
  ticketNumber: number;
  zNumber: number;
}>;

/** The sessions of the last released hold, all settled, which may be sent again. */
export type LastExport = Readonly<{
  tillId: string;
  epoch: number;
  releasedAt: string;
  sessions: readonly SealedSession[];
}>;

/** What a failed or cancelled import goes back to. */
export type FormerSituation =
  | Readonly<{ state: 'AWAITING_IMPORT' }>
  | Readonly<{ state: 'READY'; tillId: string; dataset: PinnedDataset }>;

/** What is known about a register in each state. A field that makes no sense in a state is not there. */
type Facts = {
  AWAITING_IMPORT: { lastExport: LastExport | null };
  IMPORTING: {
    jobId: string;
    tillId: string;
    startedAt: string;
    former: FormerSituation;
    lastExport: LastExport | null;
  };
  READY: { tillId: string; dataset: PinnedDataset; lastExport: LastExport | null };
  OPEN: { hold: Hold; session: RunningSession };
  CLOSING: { hold: Hold; session: RunningSession; closingId: string; closingSince: string };
  TO_EXPORT: { hold: Hold };
  EXPORTING: { hold: Hold; exportId: string; exportingSince: string };
  /** `session` was running when the hold was lost; a retired register never comes back. */
  OUT_OF_SERVICE: { lostHold: Hold; session: RunningSession | null; since: string; retired: boolean };
};

/** What a register is in every state. */
export type RegisterIdentity = Readonly<{
  id: string;
  storeId: string;
  name: string;
  /** 1, 2… within the store. */
  number: number;
  /** Which life of the store's database this is; a restored database starts another. */
  incarnation: string;
}>;

type InEveryState = RegisterIdentity &
  Readonly<{
    /** The number of events since `newRegister`: each event adds one. */
    version: number;
    counters: Counters;
    /** The time of the last dated record: an opening before it is refused. Null before the first. */
    clockFloor: string | null;
    /** What the last closing counted, to set beside the next float. Null before the first. */
    lastCountedCashCents: Cents | null;
  }>;

export type Register = {
  [S in RegisterState]: Readonly<{ state: S }> & InEveryState & Readonly<Facts[S]>;
}[RegisterState];
export type RegisterIn<S extends RegisterState> = Extract<Register, { state: S }>;

/** How another register is named in facts and sentences. */
export type RegisterRef = Readonly<{ id: string; name: string }>;

/** A register that was never used: it waits for its first import. */
export function newRegister(identity: RegisterIdentity): RegisterIn<'AWAITING_IMPORT'> {
  const { id, storeId, name, number, incarnation } = identity;
  return {
    state: 'AWAITING_IMPORT',
    id,
    storeId,
    name,
    number,
    incarnation,
    version: 0,
    counters: { epoch: 0, sessionNumber: 0, ticketNumber: 0, zNumber: 0 },
    clockFloor: null,
    lastCountedCashCents: null,
    lastExport: null,
  };
}
