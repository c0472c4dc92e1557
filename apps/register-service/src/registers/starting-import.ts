import { done, type Outcome } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { AskingForJob } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { SyncJobs } from '../kernel/sync-jobs.js';
import { type ImportRow, Imports } from './import.row.js';

/** IMPORTING is written first; sync-service is asked once that stands, and again until it knows the job. */
@Injectable()
export class StartingImport {
  constructor(private readonly jobs: SyncJobs) {}

  /** The new job's id. */
  async start(
    unit: RegisterUnit,
    { startedBy, ...asking }: AskingForJob,
    manager: EntityManager,
  ): Promise<Outcome<string>> {
    const jobId = uuidv7();
    const decided = unit.decide({ type: 'import', ...asking, jobId });
    if (!decided.ok) return decided;
    const row: ImportRow = {
      jobId,
      storeId: unit.register.storeId,
      registerId: unit.register.id,
      tillId: asking.till.tillId,
      state: 'RUNNING',
      startedAt: new Date(unit.at),
      startedBy: startedBy ?? asking.by,
      finishedAt: null,
      failure: null,
      correlationId: unit.correlationId,
    };
    await manager.insert(Imports, row);
    unit.afterCommit(() => this.jobs.startImport(row));
    return done(jobId);
  }
}
