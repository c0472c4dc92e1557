import { done, type Outcome } from '@encaisse/contracts';
import { isHeld, type Register } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AskingForJob } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { SyncJobs } from '../kernel/sync-jobs.js';
import { type ExportRow, Exports } from './export.row.js';

const sessionIdsOf = (register: Register): string[] =>
  isHeld(register) ? register.hold.sessions.map(({ sessionId }) => sessionId) : [];

/** EXPORTING is written first; sync-service is asked once that stands, and again until it knows the job. */
@Injectable()
export class StartingExport {
  constructor(private readonly jobs: SyncJobs) {}

  async start(
    unit: RegisterUnit,
    { startedBy, ...asking }: AskingForJob,
    manager: EntityManager,
    exportId: string,
  ): Promise<Outcome<ExportRow>> {
    const decided = unit.decide({ type: 'export', ...asking, exportId });
    if (!decided.ok) return decided;
    const row: ExportRow = {
      exportId,
      storeId: unit.register.storeId,
      registerId: unit.register.id,
      tillId: asking.till.tillId,
      state: 'RUNNING',
      sessionIds: sessionIdsOf(unit.register),
      acknowledgedIds: [],
      startedAt: new Date(unit.at),
      startedBy: startedBy ?? asking.by,
      finishedAt: null,
      refusal: null,
      correlationId: unit.correlationId,
    };
    await manager.insert(Exports, row);
    unit.afterCommit(() => this.jobs.startExport(row));
    return done(row);
  }
}
