import {
  acceptanceCommands,
  done,
  type Outcome,
  refused,
  syncCommands,
  syncQueries,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { StartAcceptanceHandler } from './acceptances/start-acceptance.handler.js';
import { CancelImportHandler } from './jobs/cancel-import.handler.js';
import { JobViewRepository } from './jobs/job-view.repository.js';
import { RejectsOfJobRepository } from './jobs/rejects-of-job.repository.js';
import { StartJobHandler } from './jobs/start-job.handler.js';

/** What other services may ask of this one. */
@Injectable()
export class SyncRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly starting: StartJobHandler,
    private readonly accepting: StartAcceptanceHandler,
    private readonly cancelling: CancelImportHandler,
    private readonly views: JobViewRepository,
    private readonly rejects: RejectsOfJobRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('sync', syncCommands, {
      startImportJob: (target, { correlationId }) => this.starting.handle('IMPORT', target, correlationId),
      startExportJob: (target, { correlationId }) => this.starting.handle('EXPORT', target, correlationId),
      cancelImportJob: (target, { correlationId }) => this.cancelling.handle(target, correlationId),
    });
    this.bus.serve('sync', acceptanceCommands, {
      startAcceptanceJob: (asked, { correlationId }) => this.accepting.handle(asked, correlationId),
    });
    this.bus.serve('sync', syncQueries, {
      getJob: async ({ jobId }) => found(await this.views.find(jobId), jobId),
      listJobs: async (page) => done(await this.views.list(page)),
      listRejects: async (page) => done(await this.rejects.list(page)),
    });
  }
}

const found = <T>(view: T | null, jobId: string): Outcome<T> =>
  view ? done(view) : refused('JOB_UNKNOWN', { jobId });
