import { isJobOver } from '@encaisse/contracts';
import type { WakeUp } from '@encaisse/messaging';
import { CONFIG, LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { HeadOfficeSilent } from '../head-office/head-office.js';
import { RegisterReports } from '../reports/register-reports.js';
import type { SyncConfig } from '../sync.config.js';
import { type Job, type Lease, LeaseLost } from './job.js';
import { JobRepository } from './job.repository.js';
import { ProgressBoard } from './job-progress.js';
import { JobRun } from './job-run.js';
import { JobWorks } from './job-works.js';
import { LeaseKeeper } from './lease-keeper.js';
import { pauseMs, type RetryPolicy, SUPERSEDED_PAUSES, verdictOn } from './retry.js';

class Stopping extends Error {
  override readonly name = 'Stopping';
}

/** Gives a job its next attempt: takes its lease, does its work, tells register-service, gives it back. */
@Injectable()
export class JobRunner {
  readonly #keepers = new Map<string, LeaseKeeper>();
  readonly #policy: RetryPolicy;
  #stopping = false;

  constructor(
    private readonly jobs: JobRepository,
    private readonly works: JobWorks,
    private readonly reports: RegisterReports,
    private readonly board: ProgressBoard,
    @Inject(CONFIG) private readonly config: SyncConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.#policy = {
      patienceMs: config.HEAD_OFFICE_TIMEOUT_MS,
      pauseMs: config.HEAD_OFFICE_RETRY_MS,
      pauseMaxMs: config.HEAD_OFFICE_RETRY_MAX_MS,
    };
  }

  async run({ jobId }: WakeUp): Promise<void> {
    if (this.#stopping) return;
    const taken = await this.jobs.takeLease(jobId, this.config.JOB_LEASE_MS);
    if (!taken) return;
    const { job, lease } = taken;
    using keeper = new LeaseKeeper(this.jobs, lease, this.config.JOB_LEASE_MS, this.log);
    this.#keepers.set(jobId, keeper);
    try {
      const again = await this.#attempt(job, lease, keeper.signal);
      await this.jobs.release(lease, again);
      this.board.changed(jobId);
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      this.log.warn({ jobId, epoch: lease.epoch }, 'another worker has the job');
    } finally {
      this.#keepers.delete(jobId);
    }
  }

  /** Ends what is being worked on; each job is left where another worker goes on. */
  stop(): void {
    this.#stopping = true;
    for (const keeper of this.#keepers.values()) keeper.end(new Stopping());
  }

  /** Stops at once what has been taken from this worker; another process finds out when it renews its lease. */
  drop(jobId: string): void {
    this.#keepers.get(jobId)?.lost();
  }

  /** In how many milliseconds the job must be looked at again; null when it is over. */
  async #attempt(job: Job, lease: Lease, signal: AbortSignal): Promise<number | null> {
    if (isJobOver(job.state)) return null;
    const pause = job.outcome === null ? await this.#work(job, lease, signal) : null;
    if (signal.aborted) return this.#stopped(signal);
    try {
      const now = await this.jobs.find(job.jobId);
      if (now) await this.reports.deliver(now, lease);
      return pause;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      this.log.warn({ err: error, jobId: job.jobId }, 'register-service not told');
      if (pause !== null) return pause;
      await this.jobs.failedOnce(lease, false);
      return pauseMs({ attempts: job.attempts + 1, stillMs: job.stillMs }, this.#policy);
    }
  }

  /** Null once the work is decided, otherwise the pause before it is tried again. */
  async #work(job: Job, lease: Lease, signal: AbortSignal): Promise<number | null> {
    const progress = this.board.of(lease);
    const run = new JobRun(job, lease, signal, progress, this.jobs);
    try {
      const outcome = await this.works.of(job.kind).run(run);
      await progress.flush();
      if (outcome.outcome === 'RESTS') {
        await this.jobs.rests(lease);
        return outcome.forMs;
      }
      await this.jobs.decide(lease, outcome);
      this.log.info({ jobId: job.jobId, kind: job.kind, ...outcome }, 'job decided');
      return null;
    } catch (error) {
      if (signal.aborted) return this.#stopped(signal);
      if (error instanceof LeaseLost) throw error;
      return await this.#setback(run, error);
    } finally {
      progress.stop();
    }
  }

  async #setback(run: JobRun, error: unknown): Promise<number | null> {
    const { job, lease } = run;
    const attempts = run.attempts + 1;
    const silent = error instanceof HeadOfficeSilent;
    this.log[silent ? 'warn' : 'error']({ err: error, jobId: job.jobId, attempts }, 'attempt failed');
    const setback = { kind: job.kind, error, attempts, stillMs: run.stillMs };
    const verdict = verdictOn(setback, this.#policy);
    if (verdict.kind === 'fail') {
      const instead = silent ? await this.works.of(job.kind).whenSilent?.(run) : null;
      await this.jobs.decide(lease, instead ?? { outcome: 'FAILED', failure: verdict.failure });
      return null;
    }
    await this.jobs.failedOnce(lease, silent);
    if (verdict.unanswered) await this.jobs.unanswered(lease);
    const pause = pauseMs(setback, this.#policy);
    // A later export of the register sends the same days: no worker need wait for head office twice.
    return verdict.unanswered && (await this.jobs.isSuperseded(job)) ? pause * SUPERSEDED_PAUSES : pause;
  }

  /** At once, by whoever is there then. @throws LeaseLost when it is no longer ours to say. */
  #stopped(signal: AbortSignal): number {
    if (signal.reason instanceof LeaseLost) throw signal.reason;
    return 0;
  }
}
