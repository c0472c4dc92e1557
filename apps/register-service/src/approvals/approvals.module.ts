import { Module } from '@nestjs/common';
import { ClosingsModule } from '../closings/closings.module.js';
import { PrintingModule } from '../printing/printing.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AcceptApartAct } from './accept-apart.act.js';
import { ApprovalReader } from './approval-reader.js';
import { Approvals } from './approvals.js';
import { ApprovalsNatsController } from './approvals.nats.controller.js';
import { ApprovalsAdministrationNatsController } from './approvals-administration.nats.controller.js';
import { ApproveHandler } from './approve.handler.js';
import { ApproveFromHeadOfficeHandler } from './approve-from-head-office.handler.js';
import { ApprovedActs } from './approved-acts.js';
import { GetApprovalQuery } from './get-approval.query.js';
import { LateExportAct } from './late-export.act.js';
import { ListApprovalsQuery } from './list-approvals.query.js';
import { RequestApprovalHandler } from './request-approval.handler.js';
import { RequestApprovalFromHeadOfficeHandler } from './request-approval-from-head-office.handler.js';
import { TransferHoldAct } from './transfer-hold.act.js';

@Module({
  imports: [PrintingModule, ClosingsModule, TicketsModule],
  providers: [
    TransferHoldAct,
    LateExportAct,
    AcceptApartAct,
    ApprovedActs,
    Approvals,
    ApprovalReader,
    RequestApprovalHandler,
    ApproveHandler,
    RequestApprovalFromHeadOfficeHandler,
    ApproveFromHeadOfficeHandler,
    ListApprovalsQuery,
    GetApprovalQuery,
    ApprovalsNatsController,
    ApprovalsAdministrationNatsController,
  ],
})
export class ApprovalsModule {}
