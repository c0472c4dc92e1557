import type { ApprovalAct, Person } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, id, instant, json, nullable, primary, words } from '../kernel/columns.js';

/** What somebody asks for that takes a second person. Insert-only. */
export interface ApprovalRow {
  approvalId: string;
  storeId: string;
  registerId: string;
  /** Where it was asked; null at head office. */
  tillId: string | null;
  act: ApprovalAct;
  reason: string;
  requestedByKind: Person['kind'];
  requestedBy: string;
  requestedAt: Date;
  expiresAt: Date;
}
export const Approvals = new EntitySchema<ApprovalRow>({
  name: 'Approval',
  tableName: 'register_approvals',
  columns: {
    approvalId: primary(id('approval_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    tillId: nullable(id('till_id')),
    act: json('act'),
    reason: words('reason', 200),
    requestedByKind: code('requested_by_kind'),
    requestedBy: words('requested_by', 80),
    requestedAt: instant('requested_at'),
    expiresAt: instant('expires_at'),
  },
  indices: [{ name: 'register_approvals_store', columns: ['storeId', 'requestedAt'] }],
});

/** Who approved it, in the transaction of what was approved. Insert-only. */
export interface ApprovalOutcomeRow {
  approvalId: string;
  storeId: string;
  registerId: string;
  tillId: string | null;
  approvedByKind: Person['kind'];
  approvedBy: string;
  approvedAt: Date;
}
export const ApprovalOutcomes = new EntitySchema<ApprovalOutcomeRow>({
  name: 'ApprovalOutcome',
  tableName: 'register_approval_outcomes',
  columns: {
    approvalId: primary(id('approval_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    tillId: nullable(id('till_id')),
    approvedByKind: code('approved_by_kind'),
    approvedBy: words('approved_by', 80),
    approvedAt: instant('approved_at'),
  },
});
