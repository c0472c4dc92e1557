import { approvalCommands, approvalQueries, done } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ApprovalReader } from './approval-reader.js';
import { ApproveFromHeadOfficeHandler } from './approve-from-head-office.handler.js';
import { RequestApprovalFromHeadOfficeHandler } from './request-approval-from-head-office.handler.js';

const { requestApprovalFromHeadOffice, approveFromHeadOffice } = approvalCommands;
const { listApprovalsAtHeadOffice } = approvalQueries;

@Injectable()
export class ApprovalsAdministrationNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly ask: RequestApprovalFromHeadOfficeHandler,
    private readonly approve: ApproveFromHeadOfficeHandler,
    private readonly reader: ApprovalReader,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { requestApprovalFromHeadOffice, approveFromHeadOffice, listApprovalsAtHeadOffice },
      {
        requestApprovalFromHeadOffice: (request) => this.ask.handle(request),
        approveFromHeadOffice: (request) => this.approve.handle(request),
        listApprovalsAtHeadOffice: async ({ storeId }) =>
          done({ approvals: await this.reader.list(storeId === undefined ? {} : { storeId }) }),
      },
    );
  }
}
