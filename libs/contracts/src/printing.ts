import { CASH_MOVEMENT_KINDS, EURO_DENOMINATIONS } from '@encaisse/register-domain';
import { z } from 'zod';
import {
  articleUnit,
  basisPoints,
  businessDate,
  cents,
  count,
  id,
  instant,
  reductions,
  turnover,
} from './primitives.js';
import { drawerPulseDocument, printerState, printerWaitingReason, testPageDocument } from './printers.js';
import { cashMovementKind } from './register/cash.js';
import { tillQuery, tillRpc } from './rpc.js';

/**
 * What register-service asks a till's printer agent to print, and what the agent answers.
 *
 * A job carries a document, that is data: the agent alone knows about paper, columns and character sets. All amounts
 * are cents, quantities thousandths, VAT rates basis points. Times printed on paper are the store's wall clock with its
 * offset (`2026-11-24T18:32:05+01:00`): the agent prints the wall clock as written and converts nothing.
 */

/** Bounded, and otherwise anything: the agent makes every character harmless, a strange label must not keep a ticket unprinted. */
const printedText = (maxLength: number) => z.string().max(maxLength);
const line = printedText(200);
const name = printedText(80);
const wallClock = z.iso.datetime({ offset: true });
const ordinal = z.int().positive();

/** Who sells: the lines every document opens with. An empty string is not printed. */
export const printedStore = z.object({
  name,
  addressLines: z.array(line).max(6),
  phone: printedText(30),
  siret: printedText(20),
  vatNumber: printedText(20),
  naf: printedText(10),
});
export type PrintedStore = z.infer<typeof printedStore>;

export const printedRegister = z.object({ number: ordinal, name });
export type PrintedRegister = z.infer<typeof printedRegister>;

/** One rate of a VAT table; `htCents + vatCents = ttcCents`. `letter` is what the ticket's lines refer to. */
export const printedVatRate = z.object({
  letter: printedText(2),
  vatBasisPoints: basisPoints,
  htCents: cents,
  vatCents: cents,
  ttcCents: cents,
});
export type PrintedVatRate = z.infer<typeof printedVatRate>;

export const printedSoftware = z.object({ name, version: printedText(40) });
export type PrintedSoftware = z.infer<typeof printedSoftware>;

export const printedTicketLine = z.object({
  label: printedText(300),
  unit: articleUnit,
  quantityThousandths: z.int(),
  unitPriceCents: cents,
  /** Another than the price as sold where that was overridden. */
  listPriceCents: cents,
  /** Before discounts: what stands beside the line. */
  grossCents: cents,
  /** The line's own discount, under it; of a line given back, all that was taken off at the sale. */
  discountCents: cents,
  discountBasisPoints: basisPoints.nullable(),
  vatLetter: printedText(2),
});
export type PrintedTicketLine = z.infer<typeof printedTicketLine>;

/**
 * `amountCents` is what the tender settles. For cash, `tenderedCents` is what the customer gave and
 * `changeCents` what went back (tendered − change = amount); both are null for every other tender.
 */
export const printedPayment = z.object({
  label: name,
  amountCents: cents,
  tenderedCents: cents.nullable(),
  changeCents: cents.nullable(),
});
export type PrintedPayment = z.infer<typeof printedPayment>;

/** A ticket of which something is given back. */
export const printedOrigin = z.object({
  register: printedRegister,
  ticketNumber: ordinal,
  soldAt: wallClock,
});
export type PrintedOrigin = z.infer<typeof printedOrigin>;

/** A finalised ticket. `duplicateNumber` 0 is the original; n > 0 prints the banner « DUPLICATA n° n ». */
export const ticketDocument = z.object({
  kind: z.literal('ticket'),
  store: printedStore,
  register: printedRegister,
  ticketNumber: ordinal,
  sessionNumber: ordinal,
  soldAt: wallClock,
  /** Of a ticket that was sold offline and came too late for its session: when it was recorded all the same. */
  recordedAt: wallClock.nullable().default(null),
  sellerName: name,
  lines: z.array(printedTicketLine).min(1).max(1000),
  /** Number of articles, as a shopper counts them: pieces, and one for each weighed line. */
  articleCount: count,
  /** Of which tickets something is given back, and how many articles of them. Null on a sale. */
  refund: z.object({ origins: z.array(printedOrigin).min(1).max(500), articleCount: count }).nullable(),
  /** The discount on all that is sold, between the lines and the total. */
  discount: z.object({ basisPoints: basisPoints.nullable(), amountCents: cents }).nullable(),
  totalTtcCents: cents,
  vatRates: z.array(printedVatRate).max(20),
  payments: z.array(printedPayment).max(20),
  footerLines: z.array(line).max(12),
  duplicateNumber: count,
  software: printedSoftware,
});
export type TicketDocument = z.infer<typeof ticketDocument>;

export const printedTender = z.object({ label: name, count, amountCents: cents });

/** How many of each note or coin, the largest first. */
export const printedDenominations = z
  .array(z.object({ valueCents: cents, count }))
  .max(EURO_DENOMINATIONS.length);
export type PrintedDenominations = z.infer<typeof printedDenominations>;

/** A tender other than cash that was counted at the closing. */
export const printedTenderCount = z.object({ label: name, countedCents: cents, differenceCents: cents });

/**
 * The cash of one session. Expected cash = opening float + taken − change − refunds + movements in − those out; all parts
 * are positive. `differenceCents` = counted − expected; `difference` says who accepted a difference that is not zero.
 */
export const printedCash = z.object({
  openingFloatCents: cents,
  /** Float less the last count, where it differs from it. */
  floatDifferenceCents: cents.nullable(),
  takenCents: cents,
  changeCents: cents,
  refundsCents: cents,
  expectedCents: cents,
  countedCents: cents,
  /** Empty when they were not told one by one. */
  denominations: printedDenominations,
  differenceCents: cents,
  difference: z.object({ acceptedBy: name, reason: line }).nullable(),
});
export type PrintedCash = z.infer<typeof printedCash>;

/** What the cash movements of one kind come to. */
export const printedCashMovement = z.object({ kind: cashMovementKind, count, amountCents: cents });
export type PrintedCashMovement = z.infer<typeof printedCashMovement>;

/**
 * The closing's recapitulative ticket, one per session. A copy is the document of its original, to the letter: what one that
 * an older build made does not tell is null, and is not printed on its copies either.
 */
export const zDocument = z.object({
  kind: z.literal('z'),
  store: printedStore,
  register: printedRegister,
  zNumber: ordinal,
  sessionNumber: ordinal,
  epoch: ordinal,
  businessDate,
  openedAt: wallClock,
  openedBy: name,
  closedAt: wallClock,
  closedBy: name,
  ticketCount: count,
  /** Null when the session has no finalised ticket. */
  ticketNumbers: z.object({ first: ordinal, last: ordinal }).nullable(),
  abandonedCount: count,
  /** Of the tickets: those that came too late for an earlier session. */
  lateTicketCount: count.default(0),
  /** Late tickets that were dismissed; none of the tickets. */
  dismissedLateCount: count.default(0),
  articleCount: count,
  salesTtcCents: cents,
  turnover: turnover.nullable().default(null),
  vatRates: z.array(printedVatRate).max(20),
  tenders: z.array(printedTender).max(20),
  reductions,
  cashMovements: z.array(printedCashMovement).max(CASH_MOVEMENT_KINDS.length),
  /** Openings of the drawer without a sale. */
  drawerOpenings: count,
  xReadings: count,
  duplicateCount: count.nullable().default(null),
  tenderCounts: z.array(printedTenderCount).max(20),
  cash: printedCash,
  /** Users who were still connected and were logged out by a forced closing. */
  forcedOutUsers: z.array(name).max(100),
  duplicateNumber: count,
  software: printedSoftware,
});
export type ZDocument = z.infer<typeof zDocument>;

/** The totals so far of a session that goes on. `cash` is null where the drawer is counted blind. */
export const xDocument = zDocument
  .omit({
    zNumber: true,
    closedAt: true,
    closedBy: true,
    lateTicketCount: true,
    dismissedLateCount: true,
    xReadings: true,
    duplicateCount: true,
    tenderCounts: true,
    cash: true,
    forcedOutUsers: true,
  })
  .extend({
    kind: z.literal('x'),
    xNumber: ordinal,
    readAt: wallClock,
    readBy: name,
    cash: printedCash
      .omit({
        floatDifferenceCents: true,
        countedCents: true,
        denominations: true,
        differenceCents: true,
        difference: true,
      })
      .nullable(),
  });
export type XDocument = z.infer<typeof xDocument>;

/** The slip of cash that moved without a ticket, to be signed and kept in the drawer. */
export const cashMovementDocument = z.object({
  kind: z.literal('cashMovement'),
  store: printedStore,
  register: printedRegister,
  sessionNumber: ordinal,
  movement: cashMovementKind,
  /** Within the session. */
  movementNumber: ordinal,
  movedAt: wallClock,
  sellerName: name,
  /** Who lent the right. */
  authorisedBy: name.nullable(),
  amountCents: cents,
  reason: name,
  /** Empty when there is none. */
  note: line,
  duplicateNumber: count,
  software: printedSoftware,
});
export type CashMovementDocument = z.infer<typeof cashMovementDocument>;

/** The slip of a drawer that was counted again after its closing. */
export const recountDocument = z.object({
  kind: z.literal('recount'),
  store: printedStore,
  register: printedRegister,
  zNumber: ordinal,
  sessionNumber: ordinal,
  businessDate,
  recountNumber: ordinal,
  countedAt: wallClock,
  countedBy: name,
  /** Who lent the right. */
  authorisedBy: name.nullable(),
  expectedCents: cents,
  formerCountCents: cents,
  countedCents: cents,
  denominations: printedDenominations,
  differenceCents: cents,
  reason: line,
  duplicateNumber: count,
  software: printedSoftware,
});
export type RecountDocument = z.infer<typeof recountDocument>;

/** Every document the agent can lay out. */
export const printDocument = z.discriminatedUnion('kind', [
  ticketDocument,
  zDocument,
  drawerPulseDocument,
  testPageDocument,
  xDocument,
  cashMovementDocument,
  recountDocument,
]);
export type PrintDocument = z.infer<typeof printDocument>;
export type PrintDocumentKind = PrintDocument['kind'];

/** What an agent makes of a document whose kind or shape it does not know, because it is older: only its name. */
const unsupportedDocument = z.object({ kind: z.literal('unsupported'), of: printedText(40) });

/** A document as an agent reads it: one that it cannot print must not keep the others of the same pull from it. */
export const deliveredDocument = z.union([
  printDocument,
  unsupportedDocument,
  z
    .looseObject({ kind: z.string() })
    .transform(({ kind }) => ({ kind: 'unsupported' as const, of: kind.slice(0, 40) })),
]);

export const PAPER_COLUMNS = [42, 48] as const;
export const paperColumns = z.literal(PAPER_COLUMNS);
export type PaperColumns = z.infer<typeof paperColumns>;

/**
 * QUEUED → CHECKED (status asked, fine) → SENDING (journaled before the first byte) → SENT → CONFIRMED (the printer says
 * that it printed). WAITING: not ready, no byte has left, tried again until it expires. UNKNOWN: something broke after the
 * first byte; never printed again by itself, a person looks at the paper. EXPIRED: its time was over before the first byte, it
 * never prints by itself. UNSUPPORTED: its agent cannot lay it out.
 */
export const PRINT_JOB_STATES = [
  'QUEUED',
  'WAITING',
  'CHECKED',
  'SENDING',
  'SENT',
  'CONFIRMED',
  'UNKNOWN',
  'EXPIRED',
  'UNSUPPORTED',
] as const;
export const printJobState = z.enum(PRINT_JOB_STATES);
export type PrintJobState = z.infer<typeof printJobState>;

/**
 * A job as it is pulled. `state` is what register-service last recorded: an agent that is given a SENDING or SENT job which
 * its own journal does not know has lost its disk, and answers UNKNOWN instead of printing. `sequence` is the one of that record:
 * such an agent counts on from there. `registerId` is null and `epoch` 0 for what belongs to the till itself.
 * `columns` overrides the agent's own paper width.
 */
export const printJob = z.object({
  printJobId: id,
  registerId: id.nullable(),
  epoch: count,
  state: printJobState,
  sequence: count,
  document: deliveredDocument,
  createdAt: instant,
  correlationId: printedText(64),
  columns: paperColumns.optional(),
});
export type PrintJob = z.infer<typeof printJob>;

/** Request: a till's agent asks for its jobs, oldest first, that have no final report yet. */
export const printPullRequest = tillQuery({ maxJobs: z.int().min(1).max(20) });
export type PrintPullRequest = z.infer<typeof printPullRequest>;

export const printPullReply = z.object({ jobs: z.array(printJob).max(20) });
export type PrintPullReply = z.infer<typeof printPullReply>;

/**
 * The agent's report of one transition, repeated until it is answered; the agent is believed, whatever was recorded before.
 * `sequence` grows with each transition of the job: a report with a lower one than recorded came late and changes
 * nothing. `attempt` counts from 1 the times the printer was asked. `final` ends the job: it is never delivered again.
 * CONFIRMED, UNKNOWN and UNSUPPORTED are final; SENT is so only with a printer that answers no status.
 */
export const printReport = tillQuery({
  printJobId: id,
  epoch: count,
  state: printJobState.exclude(['QUEUED', 'EXPIRED']),
  reason: printerWaitingReason.nullable(),
  final: z.boolean(),
  sequence: ordinal,
  attempt: ordinal,
  at: instant,
  detail: printedText(300),
}).refine((report) => (report.state === 'WAITING') === (report.reason !== null), {
  error: 'A report has a reason exactly when its state is WAITING',
});
export type PrintReport = z.infer<typeof printReport>;

/**
 * PROCEED: recorded. WITHDRAWN: the job is no longer this till's at this epoch (its hold moved); an agent that has not
 * sent a byte forgets it. EXPIRED: it comes too late to be printed. The agent reports SENDING and waits for this answer before the
 * first byte, so that one clock alone, register-service's, says what is too late.
 */
export const printReportReply = z.object({ disposition: z.enum(['PROCEED', 'WITHDRAWN', 'EXPIRED']) });
export type PrintReportReply = z.infer<typeof printReportReply>;

export const printerHeartbeat = tillQuery({
  at: instant,
  agentVersion: printedText(40),
  printer: z.object({ state: printerState, since: instant, paperLow: z.boolean() }),
  jobsWaiting: count,
});
export type PrinterHeartbeat = z.infer<typeof printerHeartbeat>;

export const printerHeartbeatReply = z.object({});
export type PrinterHeartbeatReply = z.infer<typeof printerHeartbeatReply>;

/** What a till's agent asks of register-service, and the doorbell that tells it to pull. */
export const printingContracts = {
  pull: tillRpc('print.pull.v1', printPullRequest, printPullReply),
  report: tillRpc('print.report.v1', printReport, printReportReply),
  heartbeat: tillRpc('heartbeat.v1', printerHeartbeat, printerHeartbeatReply),
} as const;
export const printWakeSubject = (tillId: string): string => `encaisse.print.${tillId}.wake.v1`;
