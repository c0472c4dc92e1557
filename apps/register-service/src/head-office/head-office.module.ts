import { Module } from '@nestjs/common';
import { ClosingsModule } from '../closings/closings.module.js';
import { PrintingModule } from '../printing/printing.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { HeadOfficeNatsController } from './head-office.nats.controller.js';
import { HeadOfficeAnswers } from './head-office-answers.js';
import { HeadOfficeCopies } from './head-office-copies.js';
import { LogOutSellerHandler } from './log-out-seller.handler.js';
import { ReprintJobFromHeadOfficeHandler } from './reprint-job-from-head-office.handler.js';
import { ReprintTicketFromHeadOfficeHandler } from './reprint-ticket-from-head-office.handler.js';
import { ReprintZFromHeadOfficeHandler } from './reprint-z-from-head-office.handler.js';

/** What head office does in a store that runs. */
@Module({
  imports: [PrintingModule, TicketsModule, ClosingsModule],
  providers: [
    LogOutSellerHandler,
    HeadOfficeCopies,
    HeadOfficeAnswers,
    ReprintTicketFromHeadOfficeHandler,
    ReprintZFromHeadOfficeHandler,
    ReprintJobFromHeadOfficeHandler,
    HeadOfficeNatsController,
  ],
})
export class HeadOfficeModule {}
