import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { isOfARecord, lateJobs } from './print-expiry.js';
import { PrintFailures } from './print-failures.js';
import { type PrintJobRow, PrintJobs } from './print-job.row.js';

/** A transaction holds no more of them than that. */
const JOBS_AT_ONCE = 100;

/**
 * Ends what came too late, of one till or of all. Why it waited stays: whoever asks what became of her ticket is told.
 * Also done by the reconciler: an agent that is switched off pulls nothing.
 */
@Injectable()
export class LatePrintJobs {
  constructor(
    private readonly database: DataSource,
    private readonly failures: PrintFailures,
  ) {}

  async expire(now: Date, of: Partial<Pick<PrintJobRow, 'storeId' | 'tillId'>> = {}): Promise<void> {
    while ((await this.#some(now, of)) === JOBS_AT_ONCE);
  }

  #some(now: Date, of: Partial<Pick<PrintJobRow, 'storeId' | 'tillId'>>): Promise<number> {
    return inTransaction(this.database, async (manager) => {
      const late = await manager.find(PrintJobs, {
        where: lateJobs(now, of),
        order: { storeId: 'ASC', printJobId: 'ASC' },
        take: JOBS_AT_ONCE,
        lock: { mode: 'pessimistic_write' },
      });
      const ended = { state: 'EXPIRED', isFinal: true, updatedAt: now } as const;
      for (const needsPerson of [true, false]) {
        const jobs = late.filter(({ kind }) => isOfARecord(kind) === needsPerson);
        for (const [storeId, some] of Map.groupBy(jobs, (job) => job.storeId)) {
          const printJobId = In(some.map((job) => job.printJobId));
          await manager.update(PrintJobs, { storeId, printJobId }, { ...ended, needsPerson });
        }
      }
      await this.failures.tell(
        manager,
        late.map((job) => ({ ...job, ...ended })),
        now,
      );
      return late.length;
    });
  }
}
