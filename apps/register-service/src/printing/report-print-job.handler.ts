import { done, type Outcome, type PrintReport, type PrintReportReply } from '@encaisse/contracts';
import type { CallContext } from '@encaisse/messaging';
import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { AgentAuthentication } from './agent-authentication.js';
import { PrintJobRepository } from './print-job.repository.js';
import type { PrintJobRow } from './print-job.row.js';

/** Records what an agent says of a job. The same report again, or a late one, changes nothing and is answered alike. */
@Injectable()
export class ReportPrintJobHandler {
  constructor(
    private readonly agents: AgentAuthentication,
    private readonly jobs: PrintJobRepository,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async handle(report: PrintReport, context: CallContext): Promise<Outcome<PrintReportReply>> {
    const known = await this.agents.authenticate(report.tillCredential, context);
    if (!known.ok) return known;
    const { storeId, tillId } = known.value.till;
    return inTransaction(this.database, async (manager) => {
      const job = await this.jobs.lock(manager, storeId, report.printJobId);
      // A job that is not there is no job of this till's either: nothing must be printed of it.
      if (job?.tillId !== tillId || job.epoch !== report.epoch) return done({ disposition: 'WITHDRAWN' });
      const now = this.clock.now();
      if (isTooLate(job, report, now)) {
        await this.jobs.expire(manager, job, now);
        return done({ disposition: 'EXPIRED' });
      }
      if (isNews(job, report)) await this.jobs.record(manager, job, report, now);
      return done({ disposition: 'PROCEED' });
    });
  }
}

/** SENDING asks whether the first byte may leave; nothing that is said of the time before it is of use once a job has expired. */
function isTooLate(job: PrintJobRow, { state, final }: PrintReport, now: Date): boolean {
  if (final || state === 'SENT') return false;
  if (job.state === 'EXPIRED') return true;
  return state === 'SENDING' && !job.isFinal && job.state !== 'SENT' && job.expiresAt <= now;
}

/**
 * Whether a report says more than was known. An agent that has lost its disk counts from 1 again, so that a lower sequence
 * made later, or one that ends the job, is news too. What was at the printer is believed even of a job that was taken for expired.
 */
const isNews = (job: PrintJobRow, { sequence, at, final }: PrintReport): boolean =>
  (!job.isFinal || job.state === 'EXPIRED') &&
  (final || sequence > job.sequence || job.reportedAt === null || new Date(at) > job.reportedAt);
