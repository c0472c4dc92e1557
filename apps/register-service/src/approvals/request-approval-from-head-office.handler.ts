import { type ApprovalView, approvalCommands, type Outcome, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { AdminCommands } from '../kernel/admin-commands.js';
import { Approvals } from './approvals.js';

const contract = approvalCommands.requestApprovalFromHeadOffice;

/** The first of two people, at head office; the second one may be at a till of the store. */
@Injectable()
export class RequestApprovalFromHeadOfficeHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly approvals: Approvals,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ApprovalView>> {
    const person = { kind: 'ADMINISTRATOR', code: request.administrator } as const;
    return this.admin.run(contract, request, (manager, { at }) =>
      this.approvals.request(manager, request, { person, tillId: null }, at),
    );
  }
}
