import { jobView, syncQueries } from '@encaisse/contracts';
import { Controller, Get, type MessageEvent, Param, Sse, type StreamableFile } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { z } from 'zod';
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
  ) {}

  @Sse('head-office/jobs/:jobId/events')
  @Operation({
    name: 'followJob',
    tag: 'Head office',
    access: 'administrator',
    summary: ['Its progress, as server-sent events', 'Son avancement, en événements (SSE)'],
    parameters: jobRef,
    reply: jobView,
    produces: JOB_EVENTS,
    refusals: ['JOB_UNKNOWN'],
  })
  async followJob(@Param({ schema: jobRef }) { jobId }: JobRef): Promise<Observable<MessageEvent>> {
    return this.progress.follow(await this.services.ask(syncQueries.getJob, { jobId }));
  }

  @Get('head-office/jobs/:jobId/rejects.csv')
  @Operation({
    name: 'readJobRejects',
    tag: 'Head office',
    access: 'administrator',
    summary: ['The rows that it set aside, as a file', 'Les lignes écartées, en fichier CSV'],
    parameters: jobRef,
    reply: z.string(),
    produces: REJECTS_FILE,
    refusals: ['JOB_UNKNOWN'],
  })
  async readJobRejects(@Param({ schema: jobRef }) { jobId }: JobRef): Promise<StreamableFile> {
    await this.services.ask(syncQueries.getJob, { jobId });
    return this.rejects.of(jobId);
  }
}
