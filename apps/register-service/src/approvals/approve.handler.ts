import {
  APPROVAL_RIGHTS,
  type ApprovalView,
  approvalCommands,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RegisterCommands } from '../kernel/register-commands.js';
import { rightMissing } from '../sellers/seller-authentication.js';
import { Approvals as ApprovalRows } from './approval.row.js';
import { Approvals } from './approvals.js';

const contract = approvalCommands.approve;

/** The second of two people, at any till of the store. */
@Injectable()
export class ApproveHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly approvals: Approvals,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<typeof contract>): Promise<Outcome<ApprovalView>> {
    const known = await this.commands.inPerson({ contract, request });
    if (!known.ok) return known;
    const { who, identity } = known.value;
    const { approvalId } = request;
    const { storeId } = who.store;
    const row = await this.database.manager.findOneBy(ApprovalRows, { approvalId, storeId });
    if (row === null) return refused('APPROVAL_UNKNOWN', { approvalId });
    const missing = rightMissing(who.seller, APPROVAL_RIGHTS[row.act.action]);
    if (missing) return missing;
    const person = { kind: 'SELLER', code: who.seller.code } as const;
    return this.approvals.approve(row, { person, tillId: who.till.tillId }, identity);
  }
}
