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
  registerId: string;
  tillId: string;
  epoch: number;
  kind: PrintDocumentKind;
  /** The ticket's id, or the id of the session whose Z it is. */
  recordId: string;
  /** 0 is the original. */
  duplicateNumber: number;
  document: PrintDocument;
  requestedBy: string;
  /** Who lent the right to ask for it. */
  authorisedBy: string | null;
  correlationId: string;
  createdAt: Date;
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
}
export const PrintJobs = new EntitySchema<PrintJobRow>({
  name: 'PrintJob',
  tableName: 'register_print_jobs',
  columns: {
    storeId: primary(id('store_id')),
    printJobId: primary(id('print_job_id')),
    registerId: id('register_id'),
    tillId: id('till_id'),
    epoch: integer('epoch'),
    kind: code('kind'),
    recordId: id('record_id'),
    duplicateNumber: integer('duplicate_number'),
    document: json('document'),
    requestedBy: code('requested_by'),
    authorisedBy: nullable(code('authorised_by')),
    correlationId: code('correlation_id', 64),
    createdAt: instant('created_at'),
    state: code('state'),
    reason: nullable(code('reason')),
    detail: words('detail', 300),
    sequence: integer('sequence'),
    isFinal: { name: 'is_final', type: 'boolean' },
    reports: integer('reports'),
    reportedAt: nullable(instant('reported_at')),
    updatedAt: instant('updated_at'),
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
