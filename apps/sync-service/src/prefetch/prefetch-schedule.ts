import { CONFIG, LOG } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { ServedRegisters } from '../registers/served-registers.js';
import type { SyncConfig } from '../sync.config.js';
import { PrefetchPlan } from './prefetch-plan.repository.js';

/** Learns from register-service which registers there are, so that the data of a new one are fetched ahead, too. */
@Injectable()
export class PrefetchSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly registers: ServedRegisters,
    private readonly plan: PrefetchPlan,
    @Inject(CONFIG) private readonly config: Pick<SyncConfig, 'PREFETCH_MS' | 'RECONCILE_MS'>,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.PREFETCH_MS > 0) this.#schedule(this.config.RECONCILE_MS);
  }

  onModuleDestroy(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(inMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#learn(), inMs);
  }

  async #learn(): Promise<void> {
    let again = this.config.PREFETCH_MS;
    try {
      for await (const page of this.registers.pages()) await this.plan.add(page, this.config.PREFETCH_MS);
    } catch (error) {
      this.log.debug({ err: error }, 'registers not learnt');
      again = Math.min(again, 30_000);
    }
    this.#schedule(again);
  }
}
