import type { ApprovalView } from '@encaisse/contracts';
import type { AcceptanceRow } from '../exports/acceptance.row.js';
import type { ApprovalOutcomeRow, ApprovalRow } from './approval.row.js';

export const approvalView = (
  row: ApprovalRow,
  now: Date,
  outcome?: ApprovalOutcomeRow,
  acceptance?: AcceptanceRow,
): ApprovalView => ({
  approvalId: row.approvalId,
  storeId: row.storeId,
  registerId: row.registerId,
  act: row.act,
  reason: row.reason,
  state: outcome ? 'DONE' : now < row.expiresAt ? 'PENDING' : 'EXPIRED',
  requestedBy: { kind: row.requestedByKind, code: row.requestedBy },
  requestedAt: row.requestedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  approvedBy: outcome ? { kind: outcome.approvedByKind, code: outcome.approvedBy } : null,
  approvedAt: outcome?.approvedAt.toISOString() ?? null,
  acceptance: acceptance
    ? {
        state: acceptance.state,
        refusal: acceptance.refusal && { ...acceptance.refusal, facts: { ...acceptance.refusal.facts } },
      }
    : null,
});
