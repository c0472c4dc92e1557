import type { ApprovalView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, In } from 'typeorm';
import { Acceptances } from '../exports/acceptance.row.js';
import { Clock } from '../kernel/clock.js';
import { ApprovalOutcomes, type ApprovalRow, Approvals } from './approval.row.js';
import { approvalView } from './approval.view.js';

const LIST_MAX = 100;

@Injectable()
export class ApprovalReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Newest first, the latest hundred. */
  async list(where: FindOptionsWhere<ApprovalRow>): Promise<ApprovalView[]> {
    const { manager } = this.database;
    const rows = await manager.find(Approvals, {
      where,
      order: { requestedAt: 'DESC', approvalId: 'DESC' },
      take: LIST_MAX,
    });
    const approvalId = In(rows.map((row) => row.approvalId));
    const [outcomes, acceptances] = await Promise.all([
      manager.findBy(ApprovalOutcomes, { approvalId }),
      manager.findBy(Acceptances, { approvalId }),
    ]);
    const now = this.clock.now();
    return rows.map((row) => approvalView(row, now, of(outcomes, row), of(acceptances, row)));
  }
}

const of = <T extends { readonly approvalId: string }>(rows: readonly T[], row: ApprovalRow): T | undefined =>
  rows.find(({ approvalId }) => approvalId === row.approvalId);
