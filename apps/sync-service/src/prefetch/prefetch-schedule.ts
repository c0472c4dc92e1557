import { CONFIG, LOG, Rounds } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { ServedRegisters } from '../registers/served-registers.js';
import type { SyncConfig } from '../sync.config.js';
import { PrefetchPlan } from './prefetch-plan.repository.js';

/** Register-service may just be starting: it is not left unasked as long as head office is. */
const ASK_AGAIN_MS = 30_000;

/** Learns from register-service which registers there are, so that the data of a new one are fetched ahead, too. */
@Injectable()
export class PrefetchSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds: Rounds;

  constructor(
    private readonly registers: ServedRegisters,
    private readonly plan: PrefetchPlan,
    @Inject(CONFIG) private readonly config: Pick<SyncConfig, 'PREFETCH_MS' | 'RECONCILE_MS'>,
    @Inject(LOG) log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.#learn(),
      pauseMs: () => config.PREFETCH_MS,
      pauseAfterFailureMs: () => Math.min(config.PREFETCH_MS, ASK_AGAIN_MS),
      failed: (err) => log.debug({ err }, 'registers not learnt'),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.PREFETCH_MS > 0) this.#rounds.start(this.config.RECONCILE_MS);
  }

  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  async #learn(): Promise<void> {
    for await (const page of this.registers.pages()) await this.plan.add(page, this.config.PREFETCH_MS);
  }
}
