import { done, type JobView, type Outcome, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { JobTarget } from './job.js';
import { JobRepository } from './job.repository.js';
import { ProgressBoard } from './job-progress.js';
import { JobRunner } from './job-runner.js';
import { JobViewRepository } from './job-view.repository.js';

/** Ends an import that nobody waits for any more. Complete parts stay: the next import need not fetch them. */
@Injectable()
export class CancelImportHandler {
  constructor(
    private readonly jobs: JobRepository,
    private readonly views: JobViewRepository,
    private readonly runner: JobRunner,
    private readonly board: ProgressBoard,
  ) {}

  async handle(target: JobTarget, correlationId: string): Promise<Outcome<JobView>> {
    const { jobId } = target;
    await this.jobs.create('IMPORT', target, correlationId);
    await this.jobs.cancel(jobId);
    this.runner.drop(jobId);
    this.board.changed(jobId);
    const view = await this.views.find(jobId);
    return view ? done(view) : refused('JOB_UNKNOWN', { jobId });
  }
}
