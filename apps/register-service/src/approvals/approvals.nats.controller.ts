import { approvalCommands, approvalQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ApproveHandler } from './approve.handler.js';
import { GetApprovalQuery } from './get-approval.query.js';
import { ListApprovalsQuery } from './list-approvals.query.js';
import { RequestApprovalHandler } from './request-approval.handler.js';

const { requestApproval, approve } = approvalCommands;
const { listApprovals, getApproval } = approvalQueries;

@Injectable()
export class ApprovalsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly ask: RequestApprovalHandler,
    private readonly approve: ApproveHandler,
    private readonly list: ListApprovalsQuery,
    private readonly get: GetApprovalQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { requestApproval, approve, listApprovals, getApproval },
      {
        requestApproval: (request) => this.ask.handle(request),
        approve: (request) => this.approve.handle(request),
        listApprovals: (request) => this.list.handle(request),
        getApproval: (request) => this.get.handle(request),
      },
    );
  }
}
