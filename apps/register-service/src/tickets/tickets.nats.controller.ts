import { tillCommands, tillQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GetTicketQuery } from './get-ticket.query.js';
import { ReprintTicketHandler } from './reprint-ticket.handler.js';
import { TicketsInProgressQuery } from './tickets-in-progress.query.js';

const { getTicket, ticketsInProgress } = tillQueries;
const { reprintTicket } = tillCommands;

@Injectable()
export class TicketsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly get: GetTicketQuery,
    private readonly inProgress: TicketsInProgressQuery,
    private readonly reprint: ReprintTicketHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { getTicket, ticketsInProgress, reprintTicket },
      {
        getTicket: (request) => this.get.handle(request),
        ticketsInProgress: (request) => this.inProgress.handle(request),
        reprintTicket: (request) => this.reprint.handle(request),
      },
    );
  }
}
