import {
  done,
  type LateStanding,
  type lateTicketQueries,
  type Outcome,
  type ReplyOf,
  type RequestOf,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { behind, pageOf } from '../kernel/paging.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { LateSettlementReader } from './late-settlements.js';
import { type LateTicketRow, LateTickets } from './late-ticket.row.js';
import { lateTicketView } from './late-ticket.view.js';

type Contract = typeof lateTicketQueries.listLateTickets;

/** An admitted one is a ticket under the same id. */
const IS_TICKET = `EXISTS (SELECT 1 FROM register_tickets ticket
  WHERE ticket.store_id = late.store_id AND ticket.ticket_id = late.ticket_id)`;
const IS_SETTLED = `EXISTS (SELECT 1 FROM register_late_settlements settlement
  WHERE settlement.store_id = late.store_id AND settlement.ticket_id = late.ticket_id)`;
const THAT: Readonly<Record<LateStanding, string>> = {
  WAITING: `NOT ${IS_TICKET} AND NOT ${IS_SETTLED}`,
  ADMITTED: IS_TICKET,
  DISMISSED: `${IS_SETTLED} AND NOT ${IS_TICKET}`,
};

/** The store's late tickets, whichever register sold them: those that wait, were admitted or were dismissed. */
@Injectable()
export class ListLateTicketsQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly settlements: LateSettlementReader,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(request.tillCredential);
    if (!known.ok) return known;
    const { storeId } = known.value.store;
    const late = () => this.database.manager.createQueryBuilder(LateTickets, 'late');
    const rows = await late()
      .where(behind<LateTicketRow>({ storeId }, request, { at: 'keptAt', id: 'ticketId' }))
      .andWhere(THAT[request.standing])
      .orderBy({ 'late.keptAt': 'DESC', 'late.ticketId': 'DESC' })
      .limit(request.limit + 1)
      .getMany();
    const page = pageOf(rows, request, ({ keptAt, ticketId }) => ({ at: keptAt, id: ticketId }));
    const waiting = await late().where({ storeId }).andWhere(THAT.WAITING).getCount();
    const settled = await this.settlements.find(
      this.database.manager,
      storeId,
      page.rows.map(({ ticketId }) => ticketId),
    );
    const items = page.rows.map((row) => lateTicketView(row, settled.get(row.ticketId) ?? null));
    return done({ items, nextCursor: page.nextCursor, waiting });
  }
}
