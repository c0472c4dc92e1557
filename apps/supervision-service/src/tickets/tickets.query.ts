import {
  done,
  exportedTicket,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type SupervisedTicket,
  type soldTicketQueries,
} from '@encaisse/contracts';
import { dateOf, integerOf, jsonOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conditions, cursorAfter, dayAfter } from '../lists/conditions.js';
import { PLACE_COLUMNS, PLACE_JOINS, placeOf } from '../lists/place.js';

type List = typeof soldTicketQueries.listSoldTickets;
type One = typeof soldTicketQueries.readSoldTicket;

const LONGEST_SESSION_DAYS = 31;
const TICKETS = `SELECT x.store_id, x.ticket_id, x.register_id, x.session_id, x.number, x.kind, x.finalised_at,
    x.business_date, x.seller_code, x.ttc_cents, x.late, x.line_count, ${PLACE_COLUMNS}`;

/** Tickets of all stores, newest first; and one of them, whole. */
@Injectable()
export class TicketsQuery {
  constructor(private readonly database: DataSource) {}

  async list(asked: RequestOf<List>): Promise<Outcome<ReplyOf<List>>> {
    const { limit } = asked;
    const conditions = new Conditions('x.store_id', asked.stores);
    articles(asked, conditions);
    conditions
      .add('x.store_id = ?', asked.storeId)
      .add('x.register_id = ?', asked.registerId)
      .add('x.session_id = ?', asked.sessionId)
      .add('x.business_date >= ?', asked.from)
      .add('x.business_date <= ?', asked.to)
      .add('x.seller_code = ?', asked.sellerCode)
      .add('x.kind = ?', asked.kind)
      .add('x.number = ?', asked.number)
      .add('x.ttc_cents >= ?', asked.minTtcCents)
      .add('x.ttc_cents <= ?', asked.maxTtcCents)
      // The keys begin with the moment: by these bounds they serve a period. No session is a month long.
      .add('x.finalised_at >= ?', dayAfter(asked.from, -1))
      .add('x.finalised_at < ?', dayAfter(asked.to, LONGEST_SESSION_DAYS))
      .before('x.finalised_at', 'x.ticket_id', asked.cursor);
    const rows = (await this.database.query(
      `${TICKETS} FROM supervision_tickets x ${PLACE_JOINS} ${conditions.where}
       ORDER BY x.finalised_at DESC, x.ticket_id DESC LIMIT ${limit}`,
      conditions.values,
    )) as SqlRow[];
    const items = rows.map(ticketOf);
    const nextCursor = cursorAfter(items, limit, ({ finalisedAt, ticketId }) => [finalisedAt, ticketId]);
    return done({ items, nextCursor });
  }

  async one({ stores, ticketId }: RequestOf<One>): Promise<Outcome<ReplyOf<One>>> {
    const conditions = new Conditions('x.store_id', stores).add('x.ticket_id = ?', ticketId);
    const [row] = (await this.database.query(
      `${TICKETS}, e.record FROM supervision_tickets x ${PLACE_JOINS}
       JOIN supervision_events e ON e.position = x.position ${conditions.where} LIMIT 1`,
      conditions.values,
    )) as SqlRow[];
    if (!row) return refused('TICKET_UNKNOWN', { ticketId });
    const ticket = ticketOf(row);
    const record = ticket.lineCount === null ? null : exportedTicket.parse(jsonOf(row['record']));
    return done({ ticket, record });
  }
}

/** Of an article by code, barcode or the beginning of its label, all on one line of the ticket. */
function articles(asked: RequestOf<List>, conditions: Conditions): void {
  const { articleCode, barcode, label } = asked;
  if (articleCode === undefined && barcode === undefined && label === undefined) return;
  const sold = new Conditions('a.store_id', asked.storeId === undefined ? asked.stores : [asked.storeId])
    .add('a.article_code = ?', articleCode)
    .add('a.barcode = ?', barcode)
    .add('a.label LIKE ?', label === undefined ? undefined : `${label.replace(/[\\%_]/gu, '\\$&')}%`)
    .add('a.finalised_at >= ?', dayAfter(asked.from, -1))
    .add('a.finalised_at < ?', dayAfter(asked.to, LONGEST_SESSION_DAYS));
  conditions.addAll(
    `(x.store_id, x.ticket_id) IN (SELECT a.store_id, a.ticket_id FROM supervision_ticket_articles a ${sold.where})`,
    sold.values,
  );
}

function ticketOf(row: SqlRow): SupervisedTicket {
  return {
    storeId: String(row['store_id']),
    registerId: String(row['register_id']),
    sessionId: String(row['session_id']),
    ticketId: String(row['ticket_id']),
    number: integerOf(row['number']),
    kind: row['kind'] === 'REFUND' ? 'REFUND' : 'SALE',
    finalisedAt: dateOf(row['finalised_at']).toISOString(),
    businessDate: String(row['business_date']),
    sellerCode: String(row['seller_code']),
    ttcCents: integerOf(row['ttc_cents']),
    late: Boolean(row['late']),
    lineCount: nullable(row['line_count'], integerOf),
    ...placeOf(row),
  };
}
