import { jobView, syncQueries } from '@encaisse/contracts';
import { Controller, type MessageEvent, Param, Sse } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import { Services } from '../api/services.js';
import { JobProgress } from './job-progress.js';
import { type JobRef, jobRef } from './job-ref.js';

/** Head office follows any import or export. */
@Controller(API)
export class HeadOfficeJobsController {
  constructor(
    private readonly services: Services,
    private readonly progress: JobProgress,
  ) {}

  @Sse('head-office/jobs/:jobId/events')
  @Operation({
    name: 'followJob',
    tag: 'Head office',
    access: 'administrator',
    summary: ['Its progress, as server-sent events', 'Son avancement, en événements (SSE)'],
    parameters: jobRef,
    reply: jobView,
    stream: true,
    refusals: ['JOB_UNKNOWN'],
  })
  async followJob(@Param({ schema: jobRef }) { jobId }: JobRef): Promise<Observable<MessageEvent>> {
    return this.progress.follow(await this.services.ask(syncQueries.getJob, { jobId }));
  }
}
