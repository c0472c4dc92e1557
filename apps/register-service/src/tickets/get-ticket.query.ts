import {
  done,
  type Outcome,
  type RequestOf,
  refused,
  type TicketView,
  type tillQueries,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TillAuthentication } from '../tills/till-authentication.js';
import { TicketReader } from './ticket-reader.js';

/** A ticket of the till's store, in any state: what a page asks that does not know whether its command arrived. */
@Injectable()
export class GetTicketQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly reader: TicketReader,
    private readonly database: DataSource,
  ) {}

  async handle({
    tillCredential,
    ticketId,
  }: RequestOf<typeof tillQueries.getTicket>): Promise<Outcome<TicketView>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { storeId } = known.value.store;
    const ticket = await this.reader.find(this.database.manager, storeId, ticketId);
    return ticket === undefined ? refused('TICKET_UNKNOWN', { ticketId }) : done(ticket);
  }
}
