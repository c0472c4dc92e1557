import {
  type Outcome,
  type PrintJobView,
  type RequestOf,
  refused,
  type TicketDocument,
  tillCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Copies } from '../printing/copies.js';
import { Letterheads, type Printing } from '../printing/letterheads.js';
import { ticketDocument } from '../printing/ticket-document.js';
import { Sessions } from '../registers/session.row.js';
import { OriginTickets } from './origin-tickets.js';
import { type TicketRecord, viewOfTicket } from './ticket.mapper.js';
import { TicketRecords } from './ticket-records.js';

const contract = tillCommands.reprintTicket;

/** Prints a finalised ticket once more, on the till that asks. */
@Injectable()
export class ReprintTicketHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly records: TicketRecords,
    private readonly copies: Copies,
    private readonly letterheads: Letterheads,
    private readonly origins: OriginTickets,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    const { ticketId, grantId } = request;
    const asked = { contract, request } as const;
    return this.commands.bySellerOfStore(asked, async (manager, who, run) => {
      const { storeId, timeZone } = who.store;
      const record = await this.records.find(manager, storeId, ticketId);
      if (record === undefined) return refused('TICKET_UNKNOWN', { ticketId });
      return this.copies.reprint(manager, who, run, {
        kind: 'ticket',
        recordId: ticketId,
        registerId: record.ticket.registerId,
        grantId,
        original: (register) => this.#original(manager, record, { register, timeZone }),
      });
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
