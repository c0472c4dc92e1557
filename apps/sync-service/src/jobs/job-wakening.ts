import { SYNC_QUEUE } from '@encaisse/contracts';
import { WakeQueue } from '@encaisse/messaging';
import { CONFIG, LOG, Readiness, Rounds } from '@encaisse/service-kit';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type Provider,
} from '@nestjs/common';
import type { Logger } from 'pino';
import type { SyncConfig } from '../sync.config.js';
import { type DueJob, JobRepository } from './job.repository.js';
import { JobRunner } from './job-runner.js';

export const wakeQueueProvider: Provider = {
  provide: WakeQueue,
  inject: [CONFIG, LOG],
  useFactory: (config: SyncConfig, log: Logger) =>
    new WakeQueue({ redisUrl: config.REDIS_URL, name: SYNC_QUEUE, log }),
};

const DUE_MAX = 100;

/**
 * Wakes workers for the jobs that stand in SQL: at once for a new one, and every few seconds for those whose pause is
 * over, whose worker died, or whose wake-up was lost with Redis.
 */
@Injectable()
export class JobWakening implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds: Rounds;

  constructor(
    private readonly queue: WakeQueue,
    private readonly jobs: JobRepository,
    private readonly runner: JobRunner,
    private readonly readiness: Readiness,
    @Inject(CONFIG) private readonly config: SyncConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.#reconcile(),
      pauseMs: () => config.RECONCILE_MS,
      failed: (err) => log.warn({ err }, 'waiting jobs not looked for'),
    });
  }

  onApplicationBootstrap(): void {
    this.readiness.add('redis', () => this.queue.isReady());
    this.queue.work(this.config.JOB_CONCURRENCY, (wakeUp) => this.runner.run(wakeUp));
    this.#rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    const looked = this.#rounds.stop();
    this.runner.stop();
    await looked;
    await this.queue.close();
  }

  /** Does not wait for Redis: a wake-up that is lost or late is made up for by the next look into SQL. */
  wake(job: DueJob): void {
    this.queue.wake(job).catch((error: unknown) => {
      this.log.warn({ err: error, jobId: job.jobId }, 'wake-up lost');
    });
  }

  async #reconcile(): Promise<void> {
    // Without Redis the wake-ups would pile up in memory.
    if (await this.queue.isReady()) for (const job of await this.jobs.due(DUE_MAX)) this.wake(job);
  }
}
