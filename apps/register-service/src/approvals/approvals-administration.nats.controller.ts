import { approvalCommands, approvalQueries, done, refused } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { In } from 'typeorm';
import { ApprovalReader } from './approval-reader.js';
import { ApproveFromHeadOfficeHandler } from './approve-from-head-office.handler.js';
import { RequestApprovalFromHeadOfficeHandler } from './request-approval-from-head-office.handler.js';

const { requestApprovalFromHeadOffice, approveFromHeadOffice } = approvalCommands;
const { listApprovalsAtHeadOffice, getApprovalAtHeadOffice } = approvalQueries;

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
      {
        requestApprovalFromHeadOffice,
        approveFromHeadOffice,
        listApprovalsAtHeadOffice,
        getApprovalAtHeadOffice,
      },
      {
        requestApprovalFromHeadOffice: (request) => this.ask.handle(request),
        approveFromHeadOffice: (request) => this.approve.handle(request),
        listApprovalsAtHeadOffice: async ({ stores, storeId }) => {
          const asked = storeId === undefined ? stores : [storeId];
          const seen = asked?.filter((one) => stores === null || stores.includes(one));
          return done({ approvals: await this.reader.list(seen ? { storeId: In(seen) } : {}) });
        },
        getApprovalAtHeadOffice: async ({ approvalId }) => {
          const [approval] = await this.reader.list({ approvalId });
          return approval ? done(approval) : refused('APPROVAL_UNKNOWN', { approvalId });
        },
      },
    );
  }
}
