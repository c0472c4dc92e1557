import { lateTicketCommands, lateTicketQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AdmitLateTicketHandler } from './admit-late-ticket.handler.js';
import { DismissLateTicketHandler } from './dismiss-late-ticket.handler.js';
import { KeepLateTicketHandler } from './keep-late-ticket.handler.js';
import { ListLateTicketsQuery } from './list-late-tickets.query.js';

@Injectable()
export class LateTicketsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly keep: KeepLateTicketHandler,
    private readonly admit: AdmitLateTicketHandler,
    private readonly dismiss: DismissLateTicketHandler,
    private readonly list: ListLateTicketsQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { ...lateTicketCommands, ...lateTicketQueries },
      {
        keepLateTicket: (request) => this.keep.handle(request),
        admitLateTicket: (request) => this.admit.handle(request),
        dismissLateTicket: (request) => this.dismiss.handle(request),
        listLateTickets: (request) => this.list.handle(request),
      },
    );
  }
}
