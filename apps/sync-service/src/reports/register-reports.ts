import {
  acceptanceReports,
  ERRORS,
  isErrorCode,
  type RequestOf,
  type RpcContract,
  syncReports,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { AcceptanceRepository } from '../acceptances/acceptance.repository.js';
import { reportOf } from '../exports/export-refusal.js';
import { ExportSessionRepository } from '../exports/export-session.repository.js';
import type { Job, Lease } from '../jobs/job.js';
import { JobRepository } from '../jobs/job.repository.js';

/**
 * Tells register-service how jobs go, each fact until it is taken: what is untold stands in SQL, and a report that finds
 * nobody is thrown as a fault and made again by the next attempt.
 */
@Injectable()
export class RegisterReports {
  constructor(
    private readonly bus: Bus,
    private readonly jobs: JobRepository,
    private readonly sessions: ExportSessionRepository,
    private readonly acceptances: AcceptanceRepository,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Tells all that is untold; a job that is over is finished by it. */
  async deliver(job: Job, lease: Lease): Promise<void> {
    if (job.kind === 'EXPORT') await this.tellAcknowledged(job, lease);
    if (job.outcome !== null) {
      await this.#tellOutcome(job);
      await this.jobs.finish(lease);
    } else if (job.unansweredAt && !job.unansweredToldAt) {
      await this.#tell(syncReports.exportUnanswered, { exportId: job.jobId, registerId: job.registerId });
      await this.jobs.unansweredTold(lease);
    }
  }

  async tellAcknowledged(job: Job, lease: Lease): Promise<void> {
    for (const session of await this.sessions.ofExport(job.jobId)) {
      if (!session.acknowledgement || session.told) continue;
      await this.#tell(syncReports.sessionAcknowledged, {
        exportId: job.jobId,
        registerId: job.registerId,
        sessionId: session.sessionId,
        sha256: session.sha256,
        acknowledgementId: session.acknowledgement.id,
        acknowledgedAt: session.acknowledgement.at.toISOString(),
        // Only an acknowledgement whose totals are those of the session is kept as one.
        headOffice: { ticketCount: session.totals.ticketCount, ttcCents: session.totals.ttcCents },
      });
      await this.sessions.told(lease, session.position);
    }
  }

  async #tellOutcome(job: Job): Promise<void> {
    if (job.kind === 'ACCEPT_APART') return this.#tellAcceptance(job);
    const { jobId, registerId, dataset } = job;
    if (job.outcome === 'FAILED') {
      if (!job.failure) throw new Error(`job ${jobId} failed without a reason`);
      if (job.kind === 'IMPORT') {
        const { code, facts } = job.failure;
        await this.#tell(syncReports.importFailed, { jobId, registerId, code, facts: { ...facts } });
      } else {
        const refusal = reportOf(job.failure);
        await this.#tell(syncReports.exportRefused, { exportId: jobId, registerId, ...refusal });
      }
    } else if (job.kind === 'IMPORT') {
      if (!dataset) throw new Error(`import ${jobId} succeeded without a dataset`);
      const { datasetId, version, localAsOf } = dataset;
      const pinned = localAsOf
        ? { datasetId, version, localAsOf: localAsOf.toISOString() }
        : { datasetId, version };
      await this.#tell(syncReports.importSucceeded, { jobId, registerId, dataset: pinned });
    }
  }

  async #tellAcceptance({ jobId, registerId, outcome, failure }: Job): Promise<void> {
    const { exportId, sessionId, ...asked } = await this.acceptances.get(jobId);
    const about = { jobId, registerId, exportId, sessionId };
    if (outcome === 'FAILED') {
      if (!failure) throw new Error(`job ${jobId} failed without a reason`);
      const { code, facts } = failure;
      await this.#tell(acceptanceReports.acceptanceRefused, { ...about, code, facts: { ...facts } });
      return;
    }
    if (!asked.accepted) throw new Error(`job ${jobId} succeeded without an acceptance`);
    await this.#tell(acceptanceReports.sessionAcceptedApart, {
      ...about,
      sha256: asked.sha256,
      acceptanceId: asked.accepted.id,
      acceptedAt: asked.accepted.at.toISOString(),
      requestedBy: asked.requestedBy,
      approvedBy: asked.approvedBy,
      reason: asked.reason,
    });
  }

  /** @throws when the report is not taken now; a report that will never be taken counts as told, and is logged. */
  async #tell<C extends RpcContract>(contract: C, body: RequestOf<C>): Promise<void> {
    const answer = await this.bus.request(contract, body);
    if (answer.ok) return;
    const { code } = answer.refusal;
    const retry = isErrorCode(code) ? ERRORS[code].retry : 'backoff';
    if (retry === 'backoff' || retry === 'correct') {
      throw new Error(`${contract.subject} is not taken now: ${code}`);
    }
    this.log.warn(
      { subject: contract.subject, body, refusal: answer.refusal },
      'register-service has moved on',
    );
  }
}
