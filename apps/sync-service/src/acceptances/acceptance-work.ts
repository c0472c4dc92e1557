import { Injectable } from '@nestjs/common';
import { keyOf } from '../exports/export-session.js';
import { ExportSessionRepository } from '../exports/export-session.repository.js';
import { HeadOffice } from '../head-office/head-office.js';
import { failed, type WorkOutcome } from '../jobs/job.js';
import type { JobRun, JobWork } from '../jobs/job-run.js';
import { AcceptanceRepository } from './acceptance.repository.js';

/** Refusals that speak of the request and not of the session. */
const OF_THE_REQUEST = new Set(['UNAUTHORIZED', 'UNEXPECTED_STATUS', 'ROUTE_UNKNOWN']);

/** Has head office take one refused session into its books apart. Asking twice is harmless: it answers the same. */
@Injectable()
export class AcceptanceWork implements JobWork {
  constructor(
    private readonly headOffice: HeadOffice,
    private readonly acceptances: AcceptanceRepository,
    private readonly sessions: ExportSessionRepository,
  ) {}

  async run({ job, lease, signal }: JobRun): Promise<WorkOutcome> {
    const asked = await this.acceptances.get(job.jobId);
    const { exportId, sessionId, sha256, requestedBy, approvedBy, reason } = asked;
    const session = await this.sessions.find(exportId, sessionId);
    if (!session) throw new Error(`export ${exportId} no longer names session ${sessionId}`);
    const answer = await this.headOffice.acceptApart(
      keyOf(job, session),
      { exportId, sha256, requestedBy, approvedBy, reason, requestedAt: asked.requestedAt.toISOString() },
      signal,
    );
    if (!answer.ok) {
      const { code, facts } = answer.refusal;
      const refused = OF_THE_REQUEST.has(code) ? 'HEAD_OFFICE_REFUSED' : 'ACCEPTANCE_REFUSED';
      return failed(refused, { ...facts, problem: code });
    }
    await this.acceptances.accepted(lease, answer.value);
    return { outcome: 'SUCCEEDED' };
  }
}
