import {
  type ApprovalView,
  approvalCommands,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { adminIdentity } from '../kernel/admin-commands.js';
import { Approvals as ApprovalRows } from './approval.row.js';
import { Approvals } from './approvals.js';

const contract = approvalCommands.approveFromHeadOffice;

/** The second of two people, at head office. */
@Injectable()
export class ApproveFromHeadOfficeHandler {
  constructor(
    private readonly approvals: Approvals,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<typeof contract>): Promise<Outcome<ApprovalView>> {
    const { approvalId, administrator } = request;
    const row = await this.database.manager.findOneBy(ApprovalRows, { approvalId });
    if (row === null) return refused('APPROVAL_UNKNOWN', { approvalId });
    const person = { kind: 'ADMINISTRATOR', code: administrator } as const;
    return this.approvals.approve(row, { person, tillId: null }, adminIdentity(contract, request));
  }
}
