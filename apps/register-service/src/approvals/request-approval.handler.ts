import {
  APPROVAL_RIGHTS,
  type ApprovalView,
  approvalCommands,
  type Outcome,
  type RequestOf,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Approvals } from './approvals.js';

const contract = approvalCommands.requestApproval;

/** The first of two people, at a till of the store. */
@Injectable()
export class RequestApprovalHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly approvals: Approvals,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ApprovalView>> {
    const asked = { contract, request, right: APPROVAL_RIGHTS[request.act.action] } as const;
    return this.commands.bySellerOfStore(asked, (manager, { store, till, seller }, { at }) => {
      const person = { kind: 'SELLER', code: seller.code } as const;
      const { storeId } = store;
      return this.approvals.request(manager, request, { person, tillId: till.tillId, storeId }, at);
    });
  }
}
