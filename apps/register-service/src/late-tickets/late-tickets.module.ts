import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AdmitLateTicketHandler } from './admit-late-ticket.handler.js';
import { DismissLateTicketHandler } from './dismiss-late-ticket.handler.js';
import { KeepLateTicketHandler } from './keep-late-ticket.handler.js';
import { LateSettlementReader } from './late-settlements.js';
import { LateTicketsNatsController } from './late-tickets.nats.controller.js';
import { ListLateTicketsQuery } from './list-late-tickets.query.js';

@Module({
  imports: [TicketsModule],
  providers: [
    LateSettlementReader,
    KeepLateTicketHandler,
    AdmitLateTicketHandler,
    DismissLateTicketHandler,
    ListLateTicketsQuery,
    LateTicketsNatsController,
  ],
  exports: [LateSettlementReader],
})
export class LateTicketsModule {}
