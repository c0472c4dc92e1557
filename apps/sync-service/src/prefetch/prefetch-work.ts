import { CONFIG, LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { HeadOffice } from '../head-office/head-office.js';
import { DatasetRepository } from '../imports/dataset.repository.js';
import { DatasetImport } from '../imports/dataset-import.js';
import { LeaseLost, type WorkOutcome } from '../jobs/job.js';
import type { JobRun, JobWork } from '../jobs/job-run.js';
import type { SyncConfig } from '../sync.config.js';

/**
 * Fetches a register's newest dataset before anybody asks for it, and rests until the next time. Nobody waits for it:
 * whatever goes wrong is tried again then.
 */
@Injectable()
export class PrefetchWork implements JobWork {
  constructor(
    private readonly headOffice: HeadOffice,
    private readonly datasets: DatasetRepository,
    private readonly imports: DatasetImport,
    @Inject(CONFIG) private readonly config: Pick<SyncConfig, 'PREFETCH_MS'>,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async run(run: JobRun): Promise<WorkOutcome> {
    try {
      await this.#fetch(run);
    } catch (error) {
      if (run.signal.aborted || error instanceof LeaseLost) throw error;
      this.log.warn({ err: error, registerId: run.job.registerId }, 'data not fetched ahead');
    }
    // Up to a quarter sooner or later, so that stores do not all come at once.
    return { outcome: 'RESTS', forMs: Math.round(this.config.PREFETCH_MS * (0.75 + Math.random() / 2)) };
  }

  async #fetch(run: JobRun): Promise<void> {
    const { storeCode, registerNumber } = run.job;
    const answer = await this.headOffice.readDatasetManifest(storeCode, registerNumber, run.signal);
    if (answer.ok && (await this.datasets.confirm(answer.value))) return;
    const outcome = await this.imports.bring(run, answer);
    this.log.info({ storeCode, registerNumber, ...outcome }, 'data fetched ahead');
  }
}
