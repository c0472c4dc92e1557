import type { Logger } from 'pino';
import { type Lease, LeaseLost } from './job.js';
import type { JobRepository } from './job.repository.js';

/**
 * Keeps a lease alive while a job is worked on. Its signal says that the work must stop: because somebody else has the
 * job, because the lease ran out while the database was away, or because the process ends (`reason` tells which).
 */
export class LeaseKeeper {
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #validUntil: number;

  constructor(
    private readonly jobs: JobRepository,
    private readonly lease: Lease,
    private readonly leaseMs: number,
    private readonly log: Logger,
  ) {
    this.#validUntil = performance.now() + leaseMs;
    this.#timer = setInterval(() => void this.#renew(), leaseMs / 3);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Ends the work with this reason. */
  end(reason: Error): void {
    this.#stop.abort(reason);
  }

  /** Ends the work because the job is somebody else's, or nobody's, by now. */
  lost(): void {
    this.end(new LeaseLost(this.lease));
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #renew(): Promise<void> {
    const startedAt = performance.now();
    try {
      await this.jobs.renew(this.lease, this.leaseMs);
      this.#validUntil = startedAt + this.leaseMs;
    } catch (error) {
      if (error instanceof LeaseLost) this.end(error);
      else if (performance.now() > this.#validUntil) this.end(new LeaseLost(this.lease));
      else this.log.warn({ err: error, jobId: this.lease.jobId }, 'lease not renewed');
    }
  }
}
