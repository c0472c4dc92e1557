import { done, type Outcome, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Exports } from '../exports/export.row.js';
import { StartingExport } from '../exports/starting-export.js';
import type { AskingForJob } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { Imports } from '../registers/import.row.js';
import { StartingImport } from '../registers/starting-import.js';

/** A job as it was asked for, whatever became of it. */
export interface FormerJob {
  readonly kind: 'IMPORT' | 'EXPORT';
  readonly registerId: string;
  readonly tillId: string;
  readonly state: string;
}

/** How a job ended that may be begun once more. */
const RETRIED: ReadonlySet<string> = new Set(['FAILED', 'CANCELLING', 'CANCELLED', 'REFUSED']);

/** Begins once more, under a new id, what a job that went wrong was to do. */
@Injectable()
export class JobRetrying {
  constructor(
    private readonly imports: StartingImport,
    private readonly exports: StartingExport,
  ) {}

  async find(manager: EntityManager, jobId: string): Promise<FormerJob | undefined> {
    const imported = await manager.findOneBy(Imports, { jobId });
    if (imported) return { ...imported, kind: 'IMPORT' };
    const exported = await manager.findOneBy(Exports, { exportId: jobId });
    return exported ? { ...exported, kind: 'EXPORT' } : undefined;
  }

  /** Under the register's lock. */
  async retry(
    unit: RegisterUnit,
    asking: AskingForJob,
    manager: EntityManager,
    jobId: string,
  ): Promise<Outcome<{ jobId: string; registerId: string }>> {
    const former = await this.find(manager, jobId);
    if (!former) return refused('JOB_UNKNOWN', { jobId });
    if (!RETRIED.has(former.state)) return refused('JOB_NOT_FAILED', { jobId, state: former.state });
    const started =
      former.kind === 'IMPORT'
        ? await this.imports.start(unit, asking, manager)
        : await this.#export(unit, asking, manager);
    return started.ok ? done({ jobId: started.value, registerId: unit.register.id }) : started;
  }

  async #export(unit: RegisterUnit, asking: AskingForJob, manager: EntityManager): Promise<Outcome<string>> {
    const started = await this.exports.start(unit, asking, manager, uuidv7());
    return started.ok ? done(started.value.exportId) : started;
  }
}
