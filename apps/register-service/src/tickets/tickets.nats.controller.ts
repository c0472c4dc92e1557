import { refundQueries, tillCommands, tillQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GetTicketQuery } from './get-ticket.query.js';
import { ReprintTicketHandler } from './reprint-ticket.handler.js';
import { SearchTicketsQuery } from './search-tickets.query.js';
import { TicketsInProgressQuery } from './tickets-in-progress.query.js';

const { getTicket, ticketsInProgress } = tillQueries;
const { reprintTicket } = tillCommands;
const { searchTickets } = refundQueries;

@Injectable()
export class TicketsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly get: GetTicketQuery,
    private readonly inProgress: TicketsInProgressQuery,
    private readonly reprint: ReprintTicketHandler,
    private readonly search: SearchTicketsQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { getTicket, ticketsInProgress, reprintTicket, searchTickets },
      {
        getTicket: (request) => this.get.handle(request),
        ticketsInProgress: (request) => this.inProgress.handle(request),
        reprintTicket: (request) => this.reprint.handle(request),
        searchTickets: (request) => this.search.handle(request),
      },
    );
  }
}
