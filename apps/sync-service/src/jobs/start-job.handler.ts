import { done, type JobView, type Outcome, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { Job, JobKind, JobTarget } from './job.js';
import { JobRepository } from './job.repository.js';
import { JobViewRepository } from './job-view.repository.js';
import { JobWakening } from './job-wakening.js';

/** Takes a job in. Asked again with the same id, it answers the job as it stands; a finished export is sent again. */
@Injectable()
export class StartJobHandler {
  constructor(
    private readonly jobs: JobRepository,
    private readonly views: JobViewRepository,
    private readonly wakening: JobWakening,
  ) {}

  async handle(kind: JobKind, target: JobTarget, correlationId: string): Promise<Outcome<JobView>> {
    const { jobId } = target;
    if (!(await this.jobs.create(kind, target, correlationId))) {
      const former = await this.jobs.find(jobId);
      if (!former || !isSame(former, kind, target)) return refused('ID_REUSED', { jobId });
      if (former.state === 'SUCCEEDED' && kind === 'EXPORT') await this.jobs.sendAgain(jobId);
    }
    for (const due of await this.jobs.due(1, jobId)) this.wakening.wake(due);
    const view = await this.views.find(jobId);
    return view ? done(view) : refused('JOB_UNKNOWN', { jobId });
  }
}

/** A resend may come from another person, or from the till that holds the register by now. */
function isSame(former: Job, kind: JobKind, target: JobTarget): boolean {
  return (
    former.kind === kind &&
    former.storeId === target.storeId &&
    former.registerId === target.registerId &&
    former.registerNumber === target.registerNumber
  );
}
