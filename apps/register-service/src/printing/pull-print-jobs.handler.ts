import { done, type Outcome, type PrintPullReply, type PrintPullRequest } from '@encaisse/contracts';
import type { CallContext } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { AgentAuthentication } from './agent-authentication.js';
import { LatePrintJobs } from './late-print-jobs.js';
import { hasExpired } from './print-expiry.js';
import { deliveryOf } from './print-job.mapper.js';
import { PrintJobRepository } from './print-job.repository.js';
import type { PrintJobRow } from './print-job.row.js';

/** Half of what a NATS message holds by default: twenty long tickets do not fit into one. */
const REPLY_CHARACTERS_MAX = 400_000;

/** Gives a till's agent what it has not reported the end of, oldest first; it may be given ten times. */
@Injectable()
export class PullPrintJobsHandler {
  constructor(
    private readonly agents: AgentAuthentication,
    private readonly jobs: PrintJobRepository,
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly late: LatePrintJobs,
  ) {}

  async handle(request: PrintPullRequest, context: CallContext): Promise<Outcome<PrintPullReply>> {
    const known = await this.agents.authenticate(request.tillCredential, context);
    if (!known.ok) return known;
    const { storeId, tillId } = known.value.till;
    const deliveries = (await this.#pending({ storeId, tillId, limit: request.maxJobs })).map(deliveryOf);
    let characters = 0;
    const fits = deliveries.findIndex((delivery, index) => {
      characters += JSON.stringify(delivery).length;
      return index > 0 && characters > REPLY_CHARACTERS_MAX;
    });
    return done({ jobs: fits === -1 ? deliveries : deliveries.slice(0, fits) });
  }

  /** What came too late is ended first, so that it keeps no place that something else could have. */
  async #pending(of: {
    readonly storeId: string;
    readonly tillId: string;
    readonly limit: number;
  }): Promise<readonly PrintJobRow[]> {
    const { manager } = this.database;
    const now = this.clock.now();
    const pending = await this.jobs.pending(manager, of);
    if (!pending.some((job) => hasExpired(job, now))) return pending;
    const { storeId, tillId } = of;
    await this.late.expire(now, { storeId, tillId });
    return this.jobs.pending(manager, of);
  }
}
