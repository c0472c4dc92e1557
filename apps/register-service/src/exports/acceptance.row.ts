import type { ApprovalView } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, id, instant, json, nullable, primary, words } from '../kernel/columns.js';

/** A refused session that head office is asked to take apart. The approval's id names the job at sync-service. */
export interface AcceptanceRow {
  approvalId: string;
  storeId: string;
  registerId: string;
  tillId: string;
  sessionId: string;
  exportId: string;
  state: NonNullable<ApprovalView['acceptance']>['state'];
  startedAt: Date;
  startedBy: string;
  approvedBy: string;
  reason: string;
  finishedAt: Date | null;
  refusal: { code: string; facts: object } | null;
  correlationId: string;
}
export const Acceptances = new EntitySchema<AcceptanceRow>({
  name: 'Acceptance',
  tableName: 'register_acceptances',
  columns: {
    approvalId: primary(id('approval_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    tillId: id('till_id'),
    sessionId: id('session_id'),
    exportId: id('export_id'),
    state: code('state'),
    startedAt: instant('started_at'),
    startedBy: words('started_by', 100),
    approvedBy: words('approved_by', 100),
    reason: words('reason', 200),
    finishedAt: nullable(instant('finished_at')),
    refusal: nullable(json('refusal')),
    correlationId: code('correlation_id', 64),
  },
  indices: [{ name: 'register_acceptances_state', columns: ['state', 'startedAt'] }],
});
