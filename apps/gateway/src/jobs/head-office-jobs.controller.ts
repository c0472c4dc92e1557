import { type JobView, jobView, syncQueries } from '@encaisse/contracts';
import { Controller, Get, type MessageEvent, Param, Req, Sse, type StreamableFile } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import type { CalledBy } from '../access/caller.js';
import { StoreScope } from '../access/store-scope.js';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import { Services } from '../api/services.js';
import { JOB_EVENTS, JobProgress } from './job-progress.js';
import { type JobRef, jobRef } from './job-ref.js';
import { REJECTS_FILE, RejectsFile } from './rejects-file.js';

/** Head office follows any import or export. */
@Controller(API)
export class HeadOfficeJobsController {
  constructor(
    private readonly services: Services,
    private readonly progress: JobProgress,
    private readonly rejects: RejectsFile,
    private readonly scope: StoreScope,
  ) {}

  @Sse('head-office/jobs/:jobId/events')
  @Operation({
    name: 'followJob',
    tag: 'Head office',
    access: 'administrator',
    scope: 'jobs:read',
    summary: ['Its progress, as server-sent events', 'Son avancement, en événements (SSE)'],
    parameters: jobRef,
    reply: jobView,
    produces: JOB_EVENTS,
    refusals: ['JOB_UNKNOWN'],
  })
  async followJob(
    @Req() request: CalledBy<'administrator'>,
    @Param({ schema: jobRef }) ref: JobRef,
  ): Promise<Observable<MessageEvent>> {
    return this.progress.follow(await this.#job(request, ref));
  }

  @Get('head-office/jobs/:jobId/rejects.csv')
  @Operation({
    name: 'readJobRejects',
    tag: 'Head office',
    access: 'administrator',
    scope: 'jobs:read',
    summary: ['The rows that it set aside, as a file', 'Les lignes écartées, en fichier CSV'],
    parameters: jobRef,
    reply: z.string(),
    produces: REJECTS_FILE,
    refusals: ['JOB_UNKNOWN'],
  })
  async readJobRejects(
    @Req() request: CalledBy<'administrator'>,
    @Param({ schema: jobRef }) ref: JobRef,
  ): Promise<StreamableFile> {
    const { jobId } = await this.#job(request, ref);
    return this.rejects.of(jobId);
  }

  /** Throws STORE_FORBIDDEN for a job of a store that whoever asks may not see. */
  async #job({ person }: CalledBy<'administrator'>, { jobId }: JobRef): Promise<JobView> {
    const job = await this.services.ask(syncQueries.getJob, { jobId });
    if (person) await this.scope.check(person, { storeId: job.storeId });
    return job;
  }
}
