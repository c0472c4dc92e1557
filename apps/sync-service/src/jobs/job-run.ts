import type { Job, Lease, WorkOutcome } from './job.js';
import type { JobRepository } from './job.repository.js';
import type { JobProgress } from './job-progress.js';

/** One attempt at a job, by the worker that holds its lease. */
export class JobRun {
  #attempts: number;
  #stillSince: number;

  constructor(
    readonly job: Job,
    readonly lease: Lease,
    /** Aborted when the work must stop at once. */
    readonly signal: AbortSignal,
    readonly progress: JobProgress,
    private readonly jobs: JobRepository,
  ) {
    this.#attempts = job.attempts;
    this.#stillSince = performance.now() - job.stillMs;
  }

  /** Something went forward for good: failures and silence are counted from here. */
  async advanced(): Promise<void> {
    await this.jobs.advanced(this.lease);
    this.#attempts = 0;
    this.#stillSince = performance.now();
  }

  /** Failures in a row before this attempt. */
  get attempts(): number {
    return this.#attempts;
  }

  get stillMs(): number {
    return performance.now() - this.#stillSince;
  }
}

/** What a kind of job does. It may be stopped and begun again at any point: what stands in SQL is not done twice. */
export interface JobWork {
  run(run: JobRun): Promise<WorkOutcome>;
  /** What serves instead when head office stays silent; null when nothing does. */
  whenSilent?(run: JobRun): Promise<WorkOutcome | null>;
}
