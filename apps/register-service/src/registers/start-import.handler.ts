import { done, type Outcome, type ReplyOf, type RequestOf, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { RegisterCommands } from '../kernel/register-commands.js';
import { SyncJobs } from '../kernel/sync-jobs.js';
import { type ImportRow, Imports } from './import.row.js';

const contract = tillCommands.startImport;

/** IMPORTING is written first; sync-service is asked once that stands, and again until it knows the job. */
@Injectable()
export class StartImportHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly jobs: SyncJobs,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { registerId } = request;
    const asked = { contract, request, registerId, right: 'IMPORT' } as const;
    return this.commands.bySeller(asked, async (unit, { asking, till }, manager) => {
      const jobId = uuidv7();
      const decided = unit.decide({ type: 'import', ...asking, jobId });
      if (!decided.ok) return decided;
      const row: ImportRow = {
        jobId,
        storeId: till.storeId,
        registerId,
        tillId: till.tillId,
        state: 'RUNNING',
        startedAt: new Date(unit.at),
        startedBy: asking.by,
        finishedAt: null,
        failure: null,
        correlationId: unit.correlationId,
      };
      await manager.insert(Imports, row);
      unit.afterCommit(() => this.jobs.startImport(row));
      return done({ jobId });
    });
  }
}
