import { z } from 'zod';
import { count, id, instant } from '../primitives.js';
import { printerState, printerWaitingReason } from '../printers.js';
import { tillQuery, tillRpc } from '../rpc.js';
import { deliveredDocument } from './documents.js';
import { ordinal, printedText } from './values.js';

/**
 * What register-service asks a till's printer agent to print, and what the agent answers.
 *
 * A job carries a document, that is data: the agent alone knows about paper, columns and character sets. All amounts
 * are cents, quantities thousandths, VAT rates basis points. Times printed on paper are the store's wall clock with its
 * offset (`2026-11-24T18:32:05+01:00`): the agent prints the wall clock as written and converts nothing.
 */

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
