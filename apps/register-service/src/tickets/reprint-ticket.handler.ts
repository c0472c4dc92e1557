import {
  done,
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
import { Doorbell } from '../printing/doorbell.js';
import { Letterheads } from '../printing/letterheads.js';
import { viewOfJob } from '../printing/print-job.mapper.js';
import { ticketDocument } from '../printing/ticket-document.js';
import { Registers } from '../registers/register.row.js';
import { Sessions } from '../registers/session.row.js';
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
    private readonly doorbell: Doorbell,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    const { ticketId } = request;
    return this.commands.bySellerOfStore(
      { contract, request, right: 'REPRINT' },
      async (manager, who, run) => {
        const { storeId, timeZone } = who.store;
        const { tillId } = who.till;
        const record = await this.records.find(manager, storeId, ticketId);
        if (record === undefined) return refused('TICKET_UNKNOWN', { ticketId });
        const { registerId } = record.ticket;
        const register = await manager.findOneByOrFail(Registers, { registerId });
        const job = await this.copies.add(
          manager,
          { storeId, kind: 'ticket', recordId: ticketId },
          {
            registerId,
            tillId,
            epoch: register.epoch,
            requestedBy: who.seller.code,
            correlationId: run.correlationId,
            at: run.at,
          },
          () => this.#original(manager, record, { register, timeZone }),
        );
        run.afterCommit(() => this.doorbell.ring(tillId));
        return done(viewOfJob(job));
      },
    );
  }

  async #original(
    manager: EntityManager,
    record: TicketRecord,
    {
      register,
      timeZone,
    }: { readonly register: { number: number; name: string }; readonly timeZone: string },
  ): Promise<TicketDocument> {
    const { sessionId, sellerName, articleCount } = record.ticket;
    const session = await manager.findOneByOrFail(Sessions, { sessionId });
    const { datasetId, number: sessionNumber } = session;
    return ticketDocument(await this.letterheads.of(manager, { datasetId, register, timeZone }), {
      ticket: viewOfTicket(record, null),
      sessionNumber,
      sellerName,
      articleCount,
    });
  }
}
