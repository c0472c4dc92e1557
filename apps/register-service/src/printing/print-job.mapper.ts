import type { PrintDocument, PrintJob, PrintJobView } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { PrintJobRow } from './print-job.row.js';

/** What a new job is about, and where it goes. */
export interface JobOrder {
  readonly storeId: string;
  readonly registerId: string;
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
export function newPrintJob({ document, at, authorisedBy = null, ...order }: JobOrder): PrintJobRow {
  return {
    ...order,
    authorisedBy,
    printJobId: uuidv7(),
    kind: document.kind,
    duplicateNumber: document.duplicateNumber,
    document,
    createdAt: at,
    state: 'QUEUED',
    reason: null,
    detail: '',
    sequence: 0,
    isFinal: false,
    reports: 0,
    reportedAt: null,
    updatedAt: at,
  };
}

/** As its agent is given it. */
export const deliveryOf = (job: PrintJobRow): PrintJob => ({
  printJobId: job.printJobId,
  registerId: job.registerId,
  epoch: job.epoch,
  state: job.state,
  document: job.document,
  createdAt: job.createdAt.toISOString(),
  correlationId: job.correlationId,
});

export const viewOfJob = (job: PrintJobRow): PrintJobView => ({
  printJobId: job.printJobId,
  registerId: job.registerId,
  tillId: job.tillId,
  kind: job.kind,
  state: job.state,
  duplicateNumber: job.duplicateNumber,
  detail: job.reason ?? (job.detail === '' ? null : job.detail),
  authorisedBy: job.authorisedBy,
  createdAt: job.createdAt.toISOString(),
  updatedAt: job.updatedAt.toISOString(),
});
