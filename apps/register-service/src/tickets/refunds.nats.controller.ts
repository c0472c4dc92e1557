import { refundCommands, refundQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RefundLinesHandler } from './refund-lines.handler.js';
import { RefundableLinesQuery } from './refundable-lines.query.js';
import { SearchTicketsQuery } from './search-tickets.query.js';

@Injectable()
export class RefundsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly refund: RefundLinesHandler,
    private readonly search: SearchTicketsQuery,
    private readonly refundable: RefundableLinesQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { ...refundCommands, ...refundQueries },
      {
        refundLines: (request) => this.refund.handle(request),
        searchTickets: (request) => this.search.handle(request),
        refundableLines: (request) => this.refundable.handle(request),
      },
    );
  }
}
