import { Module } from '@nestjs/common';
import { PrintingModule } from '../printing/printing.module.js';
import { AbandonTicketHandler } from './abandon-ticket.handler.js';
import { AddLineHandler } from './add-line.handler.js';
import { AddPaymentHandler } from './add-payment.handler.js';
import { ChangeQuantityHandler } from './change-quantity.handler.js';
import { CopiedTickets } from './copied-tickets.js';
import { DiscountLineHandler } from './discount-line.handler.js';
import { DiscountTicketHandler } from './discount-ticket.handler.js';
import { DraftRepository } from './draft.repository.js';
import { DraftCommands } from './draft-commands.js';
import { DraftsNatsController } from './drafts.nats.controller.js';
import { Finalisation } from './finalisation.js';
import { FinaliseTicketHandler } from './finalise-ticket.handler.js';
import { GetTicketQuery } from './get-ticket.query.js';
import { JournalWriter } from './journal-writer.js';
import { LentPrices } from './lent-prices.js';
import { LinesNatsController } from './lines.nats.controller.js';
import { LostDrafts } from './lost-drafts.js';
import { OriginTickets } from './origin-tickets.js';
import { OverridePriceHandler } from './override-price.handler.js';
import { ParkTicketHandler } from './park-ticket.handler.js';
import { PricesNatsController } from './prices.nats.controller.js';
import { RefundLinesHandler } from './refund-lines.handler.js';
import { RefundSettlement } from './refund-settlement.js';
import { RefundableLinesQuery } from './refundable-lines.query.js';
import { RefundedLineRepository } from './refunded-line.repository.js';
import { RefundsNatsController } from './refunds.nats.controller.js';
import { RemoveLineHandler } from './remove-line.handler.js';
import { RemovePaymentHandler } from './remove-payment.handler.js';
import { ReprintTicketHandler } from './reprint-ticket.handler.js';
import { ResumeTicketHandler } from './resume-ticket.handler.js';
import { SearchTicketsQuery } from './search-tickets.query.js';
import { SqlTicketJournal } from './sql-ticket-journal.js';
import { StartTicketHandler } from './start-ticket.handler.js';
import { TicketJournal } from './ticket-journal.js';
import { TicketLanes } from './ticket-lanes.js';
import { TicketReader } from './ticket-reader.js';
import { TicketRecords } from './ticket-records.js';
import { TicketsNatsController } from './tickets.nats.controller.js';
import { TicketsInProgressQuery } from './tickets-in-progress.query.js';

@Module({
  imports: [PrintingModule],
  providers: [
    DraftRepository,
    LostDrafts,
    TicketRecords,
    TicketReader,
    DraftCommands,
    StartTicketHandler,
    AddLineHandler,
    RemoveLineHandler,
    LentPrices,
    ChangeQuantityHandler,
    DiscountLineHandler,
    OverridePriceHandler,
    DiscountTicketHandler,
    AddPaymentHandler,
    RemovePaymentHandler,
    ParkTicketHandler,
    ResumeTicketHandler,
    AbandonTicketHandler,
    RefundedLineRepository,
    RefundLinesHandler,
    RefundSettlement,
    OriginTickets,
    RefundableLinesQuery,
    Finalisation,
    JournalWriter,
    { provide: TicketJournal, useClass: SqlTicketJournal },
    TicketLanes,
    FinaliseTicketHandler,
    CopiedTickets,
    ReprintTicketHandler,
    GetTicketQuery,
    TicketsInProgressQuery,
    SearchTicketsQuery,
    DraftsNatsController,
    LinesNatsController,
    PricesNatsController,
    TicketsNatsController,
    RefundsNatsController,
  ],
  exports: [DraftRepository, LostDrafts, TicketRecords, TicketReader, JournalWriter, CopiedTickets],
})
export class TicketsModule {}
