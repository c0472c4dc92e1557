import {
  type acceptanceCommands,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { ExportSessionRepository } from '../exports/export-session.repository.js';
import { JobRepository } from '../jobs/job.repository.js';
import { StartJobHandler } from '../jobs/start-job.handler.js';
import { AcceptanceRepository } from './acceptance.repository.js';

type Contract = typeof acceptanceCommands.startAcceptanceJob;

/** Takes in that a refused session is to be accepted apart. What was refused is known from the export that sent it. */
@Injectable()
export class StartAcceptanceHandler {
  constructor(
    private readonly sessions: ExportSessionRepository,
    private readonly jobs: JobRepository,
    private readonly acceptances: AcceptanceRepository,
    private readonly starting: StartJobHandler,
  ) {}

  async handle(asked: RequestOf<Contract>, correlationId: string): Promise<Outcome<ReplyOf<Contract>>> {
    const { exportId, sessionId, approvedBy, reason, requestedAt, ...target } = asked;
    const sent = await this.jobs.find(exportId);
    if (sent?.kind !== 'EXPORT' || sent.registerId !== target.registerId) {
      return refused('EXPORT_UNKNOWN', { exportId });
    }
    const session = await this.sessions.find(exportId, sessionId);
    if (!session) return refused('SESSION_UNKNOWN', { sessionId });
    const { jobId, requestedBy } = target;
    const { sha256 } = session;
    // Before the job, so that no worker ever finds a job without it; asked again after a crash, the job follows.
    const isNew = await this.acceptances.add({
      jobId,
      exportId,
      sessionId,
      sha256,
      requestedBy,
      approvedBy,
      reason,
      requestedAt: new Date(requestedAt),
    });
    if (!isNew) {
      const former = await this.acceptances.get(jobId);
      if (former.exportId !== exportId || former.sessionId !== sessionId)
        return refused('ID_REUSED', { jobId });
    }
    return this.starting.handle('ACCEPT_APART', target, correlationId);
  }
}
