import { done, type Outcome, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CopiedRecord } from './copies.js';
import { isOfARecord } from './print-expiry.js';
import { PrintJobRepository } from './print-job.repository.js';

/** What a job of the store printed, to be copied: slips, X readings and recounts are found by their jobs. */
@Injectable()
export class CopiedJobs {
  constructor(private readonly jobs: PrintJobRepository) {}

  async find(manager: EntityManager, storeId: string, printJobId: string): Promise<Outcome<CopiedRecord>> {
    const job = await this.jobs.find(manager, storeId, printJobId);
    if (job === null) return refused('PRINT_JOB_UNKNOWN', { printJobId });
    const { kind, recordId, registerId } = job;
    if (!isOfARecord(kind)) return refused('PRINT_JOB_WITHOUT_RECORD', { printJobId, kind });
    if (registerId === null) throw new Error(`print job ${printJobId} is of no register's record`);
    const original = () => {
      throw new Error(`print job ${printJobId} is a copy of what has no original`);
    };
    return done({ kind, recordId, registerId, original });
  }
}
