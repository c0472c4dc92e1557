import { EntitySchema } from 'typeorm';
import { code, id, instant, json, nullable, primary } from '../kernel/columns.js';

export type ExportState = 'RUNNING' | 'ACKNOWLEDGED' | 'UNANSWERED' | 'REFUSED';

/** An export: which sessions it groups, and how it ended. Resent, it runs again. */
export interface ExportRow {
  exportId: string;
  storeId: string;
  registerId: string;
  tillId: string;
  state: ExportState;
  /** Oldest first. */
  sessionIds: string[];
  /** Those of them that head office has acknowledged under this export. */
  acknowledgedIds: string[];
  startedAt: Date;
  startedBy: string;
  finishedAt: Date | null;
  refusal: { code: string; facts: object } | null;
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
    state: code('state'),
    sessionIds: json('session_ids'),
    acknowledgedIds: json('acknowledged_ids'),
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
