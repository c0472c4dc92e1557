import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  type refundQueries,
  refused,
  type TicketSummary,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type FindOptionsWhere, In } from 'typeorm';
import { behind, pageOf } from '../kernel/paging.js';
import { Registers } from '../registers/register.row.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { type TicketRow, Tickets } from './ticket.row.js';

type Contract = typeof refundQueries.searchTickets;
type Request = RequestOf<Contract>;

const HAS_ARTICLE = `EXISTS (SELECT 1 FROM register_ticket_lines line
  WHERE line.store_id = ticket.storeId AND line.ticket_id = ticket.ticketId AND line.article_code = :articleCode)`;

/** The finalised ticket of a customer who comes back, by what is on her receipt or by what she remembers. */
@Injectable()
export class SearchTicketsQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly database: DataSource,
  ) {}

  async handle(request: Request): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(request.tillCredential);
    if (!known.ok) return known;
    const { storeId } = known.value.store;
    const { registerNumber, number, businessDate, amountCents: ttcCents, articleCode, limit } = request;
    const isNarrow = number !== undefined || businessDate !== undefined || ttcCents !== undefined;
    // No index knows which tickets an article is on: each of those that the rest finds is looked at.
    if (articleCode !== undefined && !isNarrow) return refused('SEARCH_TOO_WIDE', { articleCode });
    const { manager } = this.database;
    const register =
      registerNumber && (await manager.findOneBy(Registers, { storeId, number: registerNumber }));
    if (register === null) return done({ items: [], nextCursor: null });
    const wanted: FindOptionsWhere<TicketRow> = {
      storeId,
      ...(register ? { registerId: register.registerId } : {}),
      ...(number === undefined ? {} : { number }),
      ...(businessDate === undefined ? {} : { businessDate }),
      ...(ttcCents === undefined ? {} : { ttcCents }),
    };
    const query = manager
      .createQueryBuilder(Tickets, 'ticket')
      .where(behind(wanted, request, { at: 'finalisedAt', id: 'ticketId' }))
      .orderBy({ 'ticket.finalisedAt': 'DESC', 'ticket.ticketId': 'DESC' })
      .limit(limit + 1);
    if (articleCode !== undefined) query.andWhere(HAS_ARTICLE, { articleCode });
    const page = pageOf(await query.getMany(), request, ({ finalisedAt, ticketId }) => ({
      at: finalisedAt,
      id: ticketId,
    }));
    return done({ items: await summaries(manager, page.rows), nextCursor: page.nextCursor });
  }
}

async function summaries(manager: EntityManager, rows: readonly TicketRow[]): Promise<TicketSummary[]> {
  const registers = await manager.findBy(Registers, {
    registerId: In([...new Set(rows.map(({ registerId }) => registerId))]),
  });
  const numbers = new Map(registers.map(({ registerId, number }) => [registerId, number]));
  return rows.map((row) => ({
    ticketId: row.ticketId,
    registerId: row.registerId,
    registerNumber: numbers.get(row.registerId) ?? 0,
    number: row.number,
    businessDate: row.businessDate,
    finalisedAt: row.finalisedAt.toISOString(),
    sellerCode: row.sellerCode,
    articleCount: row.articleCount,
    ttcCents: row.ttcCents,
  }));
}
