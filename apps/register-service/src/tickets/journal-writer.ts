import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../kernel/insert-rows.js';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { DraftRepository } from './draft.repository.js';
import type { Finalised } from './finalisation.js';
import { RefundedLineRepository } from './refunded-line.repository.js';
import { TicketLines, TicketPayments, Tickets, TicketVat } from './ticket.row.js';

/** Writes the records of a batch, the jobs of those that are printed, and takes their drafts away. */
@Injectable()
export class JournalWriter {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly printJobs: PrintJobRepository,
    private readonly refunded: RefundedLineRepository,
  ) {}

  async write(manager: EntityManager, results: readonly Pick<Finalised, 'written'>[]): Promise<void> {
    const written = results.flatMap((result) => result.written ?? []);
    const records = written.map(({ record }) => record);
    await insertRows(
      manager,
      Tickets,
      records.map(({ ticket }) => ticket),
    );
    await insertRows(
      manager,
      TicketLines,
      records.flatMap(({ lines }) => lines),
    );
    await insertRows(
      manager,
      TicketPayments,
      records.flatMap(({ payments }) => payments),
    );
    await insertRows(
      manager,
      TicketVat,
      records.flatMap(({ vat }) => vat),
    );
    await this.printJobs.insert(
      manager,
      written.flatMap(({ jobs }) => jobs),
    );
    await this.refunded.move(
      manager,
      written.flatMap(({ givenBack }) => givenBack),
    );
    const byStore = Map.groupBy(records, ({ ticket }) => ticket.storeId);
    for (const [storeId, ofStore] of byStore) {
      await this.drafts.delete(
        manager,
        storeId,
        ofStore.map(({ ticket }) => ticket.ticketId),
      );
    }
  }
}
