import type { PrintDocument } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type JobOrder, newPrintJob } from './print-job.mapper.js';
import { type PrintedRecord, PrintJobRepository } from './print-job.repository.js';
import type { PrintJobRow } from './print-job.row.js';

/**
 * Copies that somebody asks for. A record that was never printed gets its original; every other copy is the original's
 * document, to the letter, under the next DUPLICATA number.
 */
@Injectable()
export class Copies {
  constructor(private readonly jobs: PrintJobRepository) {}

  /**
   * Two that are asked at the same instant take the same number: the unique key lets one of them pass, and the other one's
   * command is run again.
   */
  async add(
    manager: EntityManager,
    record: PrintedRecord,
    order: Omit<JobOrder, 'document' | 'storeId' | 'recordId'>,
    original: () => Promise<PrintDocument>,
  ): Promise<PrintJobRow> {
    const job = newPrintJob({
      ...order,
      storeId: record.storeId,
      recordId: record.recordId,
      document: await this.#document(manager, record, original),
    });
    await this.jobs.insert(manager, [job]);
    return job;
  }

  async #document(
    manager: EntityManager,
    record: PrintedRecord,
    original: () => Promise<PrintDocument>,
  ): Promise<PrintDocument> {
    const printed = await this.jobs.original(manager, record);
    if (printed === null) return original();
    const last = (await this.jobs.lastDuplicateNumber(manager, record)) ?? 0;
    return { ...printed.document, duplicateNumber: last + 1 };
  }
}
