import { EntitySchema } from 'typeorm';
import { code, id, instant, json, nullable, primary } from '../kernel/columns.js';

export type ExportState = 'RUNNING' | 'ACKNOWLEDGED' | 'UNANSWERED' | 'REFUSED';

/** An export, or the resending of one: which sessions it groups, and how it ended. */
export interface ExportRow {
  exportId: string;
  storeId: string;
  registerId: string;
  tillId: string;
  kind: 'EXPORT' | 'RESEND';
  state: ExportState;
  /** Oldest first. */
  sessionIds: readonly string[];
  startedAt: Date;
  startedBy: string;
  finishedAt: Date | null;
  refusal: Readonly<{ code: string; facts: Readonly<Record<string, unknown>> }> | null;
  correlationId: string;
}
export const Exports = new EntitySchema<ExportRow>({
  name: 'Export',
  tableName: 'register_exports',
  columns: {
    exportId: primary(id('export_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    tillId: id('till_id'),
    kind: code('kind', 8),
    state: code('state'),
    sessionIds: json('session_ids'),
    startedAt: instant('started_at'),
    startedBy: code('started_by'),
    finishedAt: nullable(instant('finished_at')),
    refusal: nullable(json('refusal')),
    correlationId: code('correlation_id', 64),
  },
  indices: [
    { name: 'register_exports_register', columns: ['registerId', 'startedAt'] },
    { name: 'register_exports_state', columns: ['state'] },
  ],
});
