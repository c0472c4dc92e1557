import { CONFIG, LOG, Rounds, whileAlone } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { Acceptances } from '../exports/acceptance.row.js';
import { Exports } from '../exports/export.row.js';
import { LatePrintJobs } from '../printing/late-print-jobs.js';
import type { RegisterConfig } from '../register.config.js';
import { Imports } from '../registers/import.row.js';
import { LoginFailures } from '../sellers/login-failure.row.js';
import { Clock } from './clock.js';
import { SyncJobs } from './sync-jobs.js';

/** A job younger than this is still on its way by itself. */
const GRACE_MS = 2_000;
const ROUND_MAX = 200;
/** A wrong password is forgotten after a day without another. */
const FAILURES_KEPT_MS = 24 * 3_600_000;

/** Puts again what may have got lost on the way to sync-service, and ends what was not printed in time. One process at a time does a round. */
@Injectable()
export class JobReconciler implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #rounds: Rounds;

  constructor(
    private readonly database: DataSource,
    private readonly jobs: SyncJobs,
    private readonly clock: Clock,
    private readonly late: LatePrintJobs,
    @Inject(CONFIG) config: Pick<RegisterConfig, 'RECONCILE_SECONDS'>,
    @Inject(LOG) log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.run(),
      // Jittered, so that the processes of a service do not all knock at once.
      pauseMs: () => config.RECONCILE_SECONDS * 1_000 * (0.75 + Math.random() / 2),
      failed: (err) => log.warn({ err }, 'reconciler'),
    });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  /** One round, unless another process is at it. */
  async run(): Promise<void> {
    await whileAlone(this.database, 'reconciler', (manager) => this.#reconcile(manager));
  }

  async #reconcile(manager: EntityManager): Promise<void> {
    const at = this.clock.now();
    const now = at.getTime();
    const running = { state: 'RUNNING', startedAt: LessThan(new Date(now - GRACE_MS)) } as const;
    const page = { where: running, order: { startedAt: 'ASC' }, take: ROUND_MAX } as const;
    for (const row of await manager.find(Imports, page)) {
      if (await this.jobs.isIdle(row.jobId)) await this.jobs.startImport(row);
    }
    const cancelling = {
      where: { state: 'CANCELLING' },
      order: { startedAt: 'ASC' },
      take: ROUND_MAX,
    } as const;
    for (const row of await manager.find(Imports, cancelling)) await this.jobs.cancelImport(row);
    // An export without an answer is asked for like one that runs: sync-service may have lost it meanwhile.
    const open = { ...running, state: In(['RUNNING', 'UNANSWERED']) };
    for (const row of await manager.find(Exports, { ...page, where: open })) {
      if (await this.jobs.isIdle(row.exportId)) await this.jobs.startExport(row);
    }
    for (const row of await manager.find(Acceptances, page)) {
      if (await this.jobs.isIdle(row.approvalId)) await this.jobs.startAcceptance(row);
    }
    await this.late.expire(at);
    await manager.delete(LoginFailures, { lastFailedAt: LessThan(new Date(now - FAILURES_KEPT_MS)) });
  }
}
