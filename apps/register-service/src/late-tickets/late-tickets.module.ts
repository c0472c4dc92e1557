import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AdmitLateTicketHandler } from './admit-late-ticket.handler.js';
import { KeepLateTicketHandler } from './keep-late-ticket.handler.js';
import { LateTicketsNatsController } from './late-tickets.nats.controller.js';
import { ListLateTicketsQuery } from './list-late-tickets.query.js';

@Module({
  imports: [TicketsModule],
  providers: [KeepLateTicketHandler, AdmitLateTicketHandler, ListLateTicketsQuery, LateTicketsNatsController],
})
export class LateTicketsModule {}
