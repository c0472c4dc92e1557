import type {
  PrintDocument,
  PrintDocumentKind,
  PrinterWaitingReason,
  PrintJobState,
} from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, id, instant, integer, json, nullable, primary, words } from '../kernel/columns.js';

/** A copy of a record to be printed on a till, and the last that its agent reported of it. */
export interface PrintJobRow {
  storeId: string;
  printJobId: string;
  /** Null for what belongs to the till itself; `epoch` is 0 then. */
  registerId: string | null;
  tillId: string;
  epoch: number;
  kind: PrintDocumentKind;
  /** The id of what is printed: of a ticket, of the session whose Z it is, of what a drawer is opened for. */
  recordId: string;
  /** 0 is the original. */
  duplicateNumber: number;
  document: PrintDocument;
  /** A seller's code, or the name of somebody at head office. */
  requestedBy: string;
  /** Who lent the right to ask for it. */
  authorisedBy: string | null;
  correlationId: string;
  createdAt: Date;
  /** From then on it does not print by itself any more. */
  expiresAt: Date;
  state: PrintJobState;
  reason: PrinterWaitingReason | null;
  detail: string;
  /** Of the last report; 0 before the first. */
  sequence: number;
  isFinal: boolean;
  /** How many were recorded, and when the agent says it made the last one. */
  reports: number;
  reportedAt: Date | null;
  updatedAt: Date;
  /** A copy of a record did not come out, or perhaps not, and nobody has said yet what to do. */
  needsPerson: boolean;
  /** A DUPLICATA that no Z has counted yet. */
  awaitsZ: boolean;
}
export const PrintJobs = new EntitySchema<PrintJobRow>({
  name: 'PrintJob',
  tableName: 'register_print_jobs',
  columns: {
    storeId: primary(id('store_id')),
    printJobId: primary(id('print_job_id')),
    registerId: nullable(id('register_id')),
    tillId: id('till_id'),
    epoch: integer('epoch'),
    kind: code('kind'),
    recordId: id('record_id'),
    duplicateNumber: integer('duplicate_number'),
    document: json('document'),
    requestedBy: words('requested_by', 100),
    authorisedBy: nullable(code('authorised_by')),
    correlationId: code('correlation_id', 64),
    createdAt: instant('created_at'),
    expiresAt: instant('expires_at'),
    state: code('state'),
    reason: nullable(code('reason')),
    detail: words('detail', 300),
    sequence: integer('sequence'),
    isFinal: { name: 'is_final', type: 'boolean' },
    reports: integer('reports'),
    reportedAt: nullable(instant('reported_at')),
    updatedAt: instant('updated_at'),
    needsPerson: { name: 'needs_person', type: 'boolean' },
    awaitsZ: { name: 'awaits_z', type: 'boolean' },
  },
  indices: [
    {
      name: 'register_print_jobs_copy',
      columns: ['storeId', 'recordId', 'kind', 'duplicateNumber'],
      unique: true,
    },
    {
      name: 'register_print_jobs_till',
      columns: ['storeId', 'tillId', 'isFinal', 'createdAt', 'printJobId'],
    },
    { name: 'register_print_jobs_register', columns: ['storeId', 'registerId', 'createdAt', 'printJobId'] },
    { name: 'register_print_jobs_expiry', columns: ['isFinal', 'expiresAt'] },
    {
      name: 'register_print_jobs_unsettled',
      columns: ['storeId', 'tillId', 'needsPerson', 'createdAt', 'printJobId'],
    },
    { name: 'register_print_jobs_uncounted', columns: ['storeId', 'registerId', 'awaitsZ'] },
  ],
});

/** What an agent reported of a job, one row for each transition. Insert-only. */
export interface PrintReportRow {
  storeId: string;
  printJobId: string;
  /** 1, 2… in the order of recording. */
  reportNumber: number;
  /** The agent's own count, which starts again when it has lost its disk. */
  sequence: number;
  state: PrintJobState;
  reason: PrinterWaitingReason | null;
  attempt: number;
  isFinal: boolean;
  detail: string;
  /** By the agent's clock. */
  reportedAt: Date;
  recordedAt: Date;
}
export const PrintReports = new EntitySchema<PrintReportRow>({
  name: 'PrintReport',
  tableName: 'register_print_reports',
  columns: {
    storeId: primary(id('store_id')),
    printJobId: primary(id('print_job_id')),
    reportNumber: primary(integer('report_number')),
    sequence: integer('sequence'),
    state: code('state'),
    reason: nullable(code('reason')),
    attempt: integer('attempt'),
    isFinal: { name: 'is_final', type: 'boolean' },
    detail: words('detail', 300),
    reportedAt: instant('reported_at'),
    recordedAt: instant('recorded_at'),
  },
});
