import type { ExportedTicket } from '@encaisse/contracts';
import type { EventOf } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NOTHING, type Projected, Projection } from '../projections/projection.js';
import { addSales, SALES_TABLES } from '../sales/sales-totals.js';
import type { TakenEvent } from '../streams/taken-event.js';
import { type SoldTicket, SoldTickets } from './sold-tickets.js';

/** Every ticket that was told, the articles on it by which it is found again, and what was sold by all of them. */
@Injectable()
export class TicketProjection extends Projection {
  readonly tables = ['supervision_tickets', 'supervision_ticket_articles', ...SALES_TABLES];

  constructor(private readonly sold: SoldTickets) {
    super();
  }

  async project(manager: EntityManager, events: readonly TakenEvent[]): Promise<Projected> {
    const tickets = await this.sold.firstTold(manager, events);
    if (tickets.length === 0) return NOTHING;
    await manager.query(`INSERT INTO supervision_tickets (${TICKET_COLUMNS}) VALUES ?`, [
      tickets.map(ticketValues),
    ]);
    const articles = tickets.flatMap(articleValues);
    if (articles.length > 0)
      await manager.query(
        `INSERT INTO supervision_ticket_articles
           (store_id, ticket_id, line, article_code, barcode, label, finalised_at) VALUES ?`,
        [articles],
      );
    await addSales(manager, tickets);
    return NOTHING;
  }
}

const TICKET_COLUMNS =
  'store_id, ticket_id, register_id, session_id, number, kind, finalised_at, business_date, seller_code, ttc_cents, late, line_count, position';

function ticketValues({ taken, event, record, businessDate }: SoldTicket): readonly unknown[] {
  const { storeId, streamId, position } = taken;
  const { ticketId, sessionId, number, kind, ttcCents } = event;
  return [
    ...[storeId, ticketId, streamId, sessionId, number, kind, new Date(event.at), businessDate],
    ...[sellerOf(event, record), ttcCents, event.late !== undefined, record?.lines.length ?? null, position],
  ];
}

const sellerOf = (event: EventOf<'ticketFinalised'>, record: ExportedTicket | null): string =>
  record?.sellerCode ?? event.late?.soldBy ?? event.by;

/** Once for each article and barcode, whatever the number of lines. */
function articleValues({ taken, event, record }: SoldTicket): readonly (readonly unknown[])[] {
  const seen = new Set<string>();
  return (record?.lines ?? []).flatMap(({ articleCode, barcode, label }, at) => {
    const key = `${articleCode} ${barcode}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [[taken.storeId, event.ticketId, at + 1, articleCode, barcode, label, new Date(event.at)]];
  });
}
