import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { withCorrelation } from './correlation.js';

/** A pointer to work that stands in SQL: losing it costs time, never the work. */
export interface WakeUp {
  readonly jobId: string;
  /**
   * Which turn of the job this is for, such as the number of its lease. Redis keeps the wake-up of a worker that was
   * killed for half a minute, and it would swallow another one of the same turn.
   */
  readonly turn: number;
  readonly correlationId: string;
}
interface WakeQueueOptions {
  readonly redisUrl: string;
  readonly name: string;
  readonly log: Logger;
}

const redis = (url: string): Redis =>
  new Redis(url, { maxRetriesPerRequest: null, enableReadyCheck: true, lazyConnect: false });

/**
 * BullMQ as an alarm clock. A wake-up carries the SQL job's id and turn as its own, so that several for one turn
 * collapse into one; it is removed when done, whatever the outcome, because the SQL row keeps the history.
 */
export class WakeQueue {
  readonly #connection: Redis;
  readonly #queue: Queue<WakeUp>;
  readonly #options: WakeQueueOptions;
  #worker: Worker<WakeUp> | undefined;
  #workerConnection: Redis | undefined;

  constructor(options: WakeQueueOptions) {
    this.#options = options;
    this.#connection = redis(options.redisUrl);
    this.#connection.on('error', (error) => options.log.warn({ err: error }, 'Redis connection'));
    this.#queue = new Queue<WakeUp>(options.name, { connection: this.#connection });
    this.#queue.on('error', (error) => options.log.warn({ err: error }, 'queue'));
  }

  /** Wakes a worker for this turn of the job, soon. */
  async wake(wakeUp: WakeUp): Promise<void> {
    await this.#queue.add('wake', wakeUp, {
      jobId: `wake-${wakeUp.jobId}-${wakeUp.turn}`,
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  /** Starts working. A handler that throws is logged; the job's own row says when it is tried again. */
  work(concurrency: number, handle: (wakeUp: WakeUp) => Promise<void>): void {
    if (this.#worker) throw new Error('this queue has a worker already');
    this.#workerConnection = redis(this.#options.redisUrl);
    this.#workerConnection.on('error', (error) => this.#options.log.warn({ err: error }, 'Redis connection'));
    this.#worker = new Worker<WakeUp>(
      this.#options.name,
      (job) => withCorrelation(job.data.correlationId, () => handle(job.data)),
      // A worker that died twice must not bury the job: SQL leases decide who works, not BullMQ's stall count.
      { connection: this.#workerConnection, concurrency, maxStalledCount: 1_000, lockDuration: 30_000 },
    );
    this.#worker.on('failed', (job, error) =>
      this.#options.log.error(
        { err: error, jobId: job?.data.jobId, correlationId: job?.data.correlationId },
        'job failed',
      ),
    );
    this.#worker.on('error', (error) => this.#options.log.warn({ err: error }, 'worker'));
  }

  async isReady(): Promise<boolean> {
    const silent = new Promise<false>((resolve) => setTimeout(resolve, 1_000, false).unref());
    return Promise.race([
      this.#connection.ping().then(
        () => true,
        () => false,
      ),
      silent,
    ]);
  }

  /** What is wrong with the server's durability, as sentences; empty when nothing is. */
  async durabilityProblems(): Promise<readonly string[]> {
    const setting = async (name: string) => ((await this.#connection.config('GET', name)) as string[])[1];
    const problems: string[] = [];
    if ((await setting('maxmemory-policy')) !== 'noeviction')
      problems.push('Redis maxmemory-policy must be noeviction');
    if ((await setting('appendonly')) !== 'yes') problems.push('Redis appendonly must be yes');
    return problems;
  }

  /** Finishes the jobs in hand, then leaves. Workers first: a queue closed under them would hang. */
  async close(): Promise<void> {
    await this.#worker?.close();
    await this.#queue.close();
    this.#workerConnection?.disconnect();
    this.#connection.disconnect();
  }
}
