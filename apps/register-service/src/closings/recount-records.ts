import type { RecountView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { type RecountRow, Recounts } from './recount.row.js';

/** Drawers that were counted again after their closing. */
@Injectable()
export class RecountRecords {
  constructor(private readonly printJobs: PrintJobRepository) {}

  find(manager: EntityManager, storeId: string, recountId: string): Promise<RecountRow | null> {
    return manager.findOneBy(Recounts, { storeId, recountId });
  }

  /** By number. */
  ofSession(manager: EntityManager, storeId: string, sessionId: string): Promise<readonly RecountRow[]> {
    return manager.find(Recounts, { where: { storeId, sessionId }, order: { number: 'ASC' } });
  }

  async view(manager: EntityManager, row: RecountRow): Promise<RecountView> {
    const { storeId, recountId } = row;
    const job = await this.printJobs.original(manager, { storeId, kind: 'recount', recordId: recountId });
    if (job === null) throw new Error(`recount ${recountId} was made without its slip`);
    return recountView(row, job.printJobId);
  }
}

export const recountView = (
  { storeId: _, countedAt, denominations, ...row }: RecountRow,
  printJobId: string,
): RecountView => ({
  ...row,
  denominations: denominations === null ? null : [...denominations],
  countedAt: countedAt.toISOString(),
  printJobId,
});
