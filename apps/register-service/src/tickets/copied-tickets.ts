import { done, type Outcome, refused, type TicketDocument } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CopiedRecord } from '../printing/copies.js';
import { Letterheads, type Printing } from '../printing/letterheads.js';
import { ticketDocument } from '../printing/ticket-document.js';
import { Sessions } from '../registers/session.row.js';
import type { StoreRow } from '../stores/store.row.js';
import { OriginTickets } from './origin-tickets.js';
import { type TicketRecord, viewOfTicket } from './ticket.mapper.js';
import { TicketRecords } from './ticket-records.js';

/** A finalised ticket of the store, to be copied. One that nobody wanted on paper has no original yet. */
@Injectable()
export class CopiedTickets {
  constructor(
    private readonly records: TicketRecords,
    private readonly letterheads: Letterheads,
    private readonly origins: OriginTickets,
  ) {}

  async find(
    manager: EntityManager,
    { storeId, timeZone }: Pick<StoreRow, 'storeId' | 'timeZone'>,
    ticketId: string,
  ): Promise<Outcome<CopiedRecord>> {
    const record = await this.records.find(manager, storeId, ticketId);
    if (record === undefined) return refused('TICKET_UNKNOWN', { ticketId });
    return done({
      kind: 'ticket',
      recordId: ticketId,
      registerId: record.ticket.registerId,
      original: (register) => this.#original(manager, record, { register, timeZone }),
    });
  }

  async #original(
    manager: EntityManager,
    record: TicketRecord,
    place: Omit<Printing, 'datasetId'>,
  ): Promise<TicketDocument> {
    const { sessionId, sellerName, articleCount } = record.ticket;
    const { datasetId, number } = await manager.findOneByOrFail(Sessions, { sessionId });
    return ticketDocument(await this.letterheads.of(manager, { datasetId, ...place }), {
      ticket: viewOfTicket(record, null),
      sessionNumber: number,
      sellerName,
      articleCount,
      origins: await this.origins.of(manager, record),
    });
  }
}
