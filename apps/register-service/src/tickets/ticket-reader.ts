import type { TicketView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { DraftRepository } from './draft.repository.js';
import { viewOfAbandoned, viewOfDraft, viewOfTicket } from './ticket.mapper.js';
import { TicketRecords } from './ticket-records.js';

/** A ticket as it stands, whatever it has become. */
@Injectable()
export class TicketReader {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly records: TicketRecords,
    private readonly printJobs: PrintJobRepository,
  ) {}

  async find(manager: EntityManager, storeId: string, ticketId: string): Promise<TicketView | undefined> {
    // In the order of its life, so that one that is finalised between two questions is not missed.
    const draft = await this.drafts.find(manager, storeId, ticketId);
    if (draft) return viewOfDraft(draft);
    const record = await this.records.find(manager, storeId, ticketId);
    if (record) {
      const original = await this.printJobs.original(manager, {
        storeId,
        kind: 'ticket',
        recordId: ticketId,
      });
      return viewOfTicket(record, original?.printJobId ?? null);
    }
    const abandoned = await this.records.findAbandoned(manager, storeId, ticketId);
    return abandoned === null ? undefined : viewOfAbandoned(abandoned);
  }

  /** The same where an id is most likely a new one: one question says so. */
  async findUsed(manager: EntityManager, storeId: string, ticketId: string): Promise<TicketView | undefined> {
    const places = ['register_draft_tickets', 'register_tickets', 'register_abandoned_tickets'];
    const statement = places.map((table) => `SELECT 1 FROM ${table} WHERE store_id = ? AND ticket_id = ?`);
    const used: readonly unknown[] = await manager.query(
      statement.join(' UNION ALL '),
      places.flatMap(() => [storeId, ticketId]),
    );
    return used.length === 0 ? undefined : this.find(manager, storeId, ticketId);
  }
}
