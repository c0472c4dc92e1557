import type { PrintDocument, PrintJob, PrintJobView } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { expiryOf } from './print-expiry.js';
import type { PrintJobRow } from './print-job.row.js';

/** What a new job is about, and where it goes. */
export interface JobOrder {
  readonly storeId: string;
  /** IANA name: what is printed of a day expires with that day. */
  readonly timeZone: string;
  /** How long a customer's receipt may wait: said of each ticket that is printed. */
  readonly receiptMs?: number;
  /** Null, with an epoch of 0, for what belongs to the till itself. */
  readonly registerId: string | null;
  readonly tillId: string;
  readonly epoch: number;
  readonly recordId: string;
  readonly document: PrintDocument;
  readonly requestedBy: string;
  readonly authorisedBy?: string | null;
  readonly correlationId: string;
  readonly at: Date;
}

/** A job that nothing has been reported of; its copy number is the one its document shows. */
export function newPrintJob({
  document,
  at,
  timeZone,
  receiptMs,
  authorisedBy = null,
  ...order
}: JobOrder): PrintJobRow {
  return {
    ...order,
    authorisedBy,
    printJobId: uuidv7(),
    kind: document.kind,
    duplicateNumber: document.duplicateNumber,
    document,
    createdAt: at,
    expiresAt: expiryOf(document.kind, at, { timeZone, receiptMs }),
    state: 'QUEUED',
    reason: null,
    detail: '',
    sequence: 0,
    isFinal: false,
    reports: 0,
    reportedAt: null,
    updatedAt: at,
    needsPerson: false,
    awaitsZ: document.duplicateNumber > 0,
  };
}

/** As its agent is given it. */
export const deliveryOf = (job: PrintJobRow): PrintJob => ({
  printJobId: job.printJobId,
  registerId: job.registerId,
  epoch: job.epoch,
  state: job.state,
  sequence: job.sequence,
  document: job.document,
  createdAt: job.createdAt.toISOString(),
  correlationId: job.correlationId,
});

export const viewOfJob = (job: PrintJobRow): PrintJobView => ({
  printJobId: job.printJobId,
  registerId: job.registerId,
  tillId: job.tillId,
  kind: job.kind,
  recordId: job.recordId,
  number: numberOn(job.document),
  state: job.state,
  duplicateNumber: job.duplicateNumber,
  detail: job.reason ?? (job.detail === '' ? null : job.detail),
  requestedBy: job.requestedBy,
  authorisedBy: job.authorisedBy,
  createdAt: job.createdAt.toISOString(),
  expiresAt: job.expiresAt.toISOString(),
  updatedAt: job.updatedAt.toISOString(),
});

function numberOn(document: PrintDocument): number | null {
  switch (document.kind) {
    case 'ticket':
      return document.ticketNumber;
    case 'z':
      return document.zNumber;
    case 'x':
      return document.xNumber;
    case 'cashMovement':
      return document.movementNumber;
    default:
      return null;
  }
}
