import {
  done,
  type lateTicketQueries,
  type Outcome,
  type ReplyOf,
  type RequestOf,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { behind, pageOf } from '../kernel/paging.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { type LateTicketRow, LateTickets } from './late-ticket.row.js';
import { lateTicketView } from './late-ticket.view.js';

type Contract = typeof lateTicketQueries.listLateTickets;

/** An admitted one is a ticket under the same id. */
const WAITS = `NOT EXISTS (SELECT 1 FROM register_tickets ticket
  WHERE ticket.store_id = late.store_id AND ticket.ticket_id = late.ticket_id)`;

/** The store's late tickets that nobody has admitted yet, whichever register sold them. */
@Injectable()
export class ListLateTicketsQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(request.tillCredential);
    if (!known.ok) return known;
    const { storeId } = known.value.store;
    const late = () => this.database.manager.createQueryBuilder(LateTickets, 'late');
    const rows = await late()
      .where(behind<LateTicketRow>({ storeId }, request, { at: 'keptAt', id: 'ticketId' }))
      .andWhere(WAITS)
      .orderBy({ 'late.keptAt': 'DESC', 'late.ticketId': 'DESC' })
      .limit(request.limit + 1)
      .getMany();
    const page = pageOf(rows, request, ({ keptAt, ticketId }) => ({ at: keptAt, id: ticketId }));
    const waiting = await late().where({ storeId }).andWhere(WAITS).getCount();
    return done({ items: page.rows.map(lateTicketView), nextCursor: page.nextCursor, waiting });
  }
}
