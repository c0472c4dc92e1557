import { type JobView, jobView, syncQueries, tillQueries } from '@encaisse/contracts';
import { HttpRefusal } from '@encaisse/service-kit';
import { Controller, Get, type MessageEvent, Param, Req, Sse, type StreamableFile } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import type { CalledBy } from '../access/caller.js';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import { Services } from '../api/services.js';
import { JOB_EVENTS, JobProgress } from './job-progress.js';
import { type JobRef, jobRef } from './job-ref.js';
import { REJECTS_FILE, RejectsFile } from './rejects-file.js';

/** A till follows the imports and exports of its own store, and of no other. */
@Controller(API)
export class TillJobsController {
  constructor(
    private readonly services: Services,
    private readonly progress: JobProgress,
    private readonly rejects: RejectsFile,
  ) {}

  @Get('till/jobs/:jobId')
  @Operation({
    name: 'readTillJob',
    tag: 'Jobs',
    access: 'till',
    summary: ['An import or export of the store', 'Un import ou export du magasin'],
    parameters: jobRef,
    reply: jobView,
    refusals: ['JOB_UNKNOWN'],
  })
  async readTillJob(
    @Req() { caller }: CalledBy<'till'>,
    @Param({ schema: jobRef }) { jobId }: JobRef,
  ): Promise<JobView> {
    const { storeId } = await this.services.ask(tillQueries.identifyTill, caller);
    const job = await this.services.ask(syncQueries.getJob, { jobId });
    if (job.storeId === storeId) return job;
    throw new HttpRefusal({ code: 'JOB_UNKNOWN', facts: { jobId } });
  }

  @Sse('till/jobs/:jobId/events')
  @Operation({
    name: 'followTillJob',
    tag: 'Jobs',
    access: 'till',
    summary: ['Its progress, as server-sent events', 'Son avancement, en événements (SSE)'],
    parameters: jobRef,
    reply: jobView,
    produces: JOB_EVENTS,
    refusals: ['JOB_UNKNOWN'],
  })
  async followTillJob(
    @Req() request: CalledBy<'till'>,
    @Param({ schema: jobRef }) ref: JobRef,
  ): Promise<Observable<MessageEvent>> {
    return this.progress.follow(await this.readTillJob(request, ref));
  }

  @Get('till/jobs/:jobId/rejects.csv')
  @Operation({
    name: 'readTillJobRejects',
    tag: 'Jobs',
    access: 'till',
    summary: ['The rows that it set aside, as a file', 'Les lignes écartées, en fichier CSV'],
    parameters: jobRef,
    reply: z.string(),
    produces: REJECTS_FILE,
    refusals: ['JOB_UNKNOWN'],
  })
  async readTillJobRejects(
    @Req() request: CalledBy<'till'>,
    @Param({ schema: jobRef }) ref: JobRef,
  ): Promise<StreamableFile> {
    const { jobId } = await this.readTillJob(request, ref);
    return this.rejects.of(jobId);
  }
}
