import { Module } from '@nestjs/common';
import { PrintingModule } from '../printing/printing.module.js';
import { ApprovalReader } from './approval-reader.js';
import { Approvals } from './approvals.js';
import { ApprovalsNatsController } from './approvals.nats.controller.js';
import { ApprovalsAdministrationNatsController } from './approvals-administration.nats.controller.js';
import { ApproveHandler } from './approve.handler.js';
import { ApproveFromHeadOfficeHandler } from './approve-from-head-office.handler.js';
import { ApprovedActs } from './approved-acts.js';
import { CorrectClockAct } from './correct-clock.act.js';
import { ForceReleaseAct } from './force-release.act.js';
import { GetApprovalQuery } from './get-approval.query.js';
import { ListApprovalsQuery } from './list-approvals.query.js';
import { RequestApprovalHandler } from './request-approval.handler.js';
import { RequestApprovalFromHeadOfficeHandler } from './request-approval-from-head-office.handler.js';
import { TransferHoldAct } from './transfer-hold.act.js';
import { WriteOffAct } from './write-off.act.js';

@Module({
  imports: [PrintingModule],
  providers: [
    TransferHoldAct,
    ForceReleaseAct,
    WriteOffAct,
    CorrectClockAct,
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
