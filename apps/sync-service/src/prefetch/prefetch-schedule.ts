import { datasetQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { CONFIG, LOG } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { SyncConfig } from '../sync.config.js';
import { PrefetchPlan } from './prefetch-plan.repository.js';

/** Learns from register-service which registers there are, so that the data of a new one are fetched ahead, too. */
@Injectable()
export class PrefetchSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly bus: Bus,
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
      let after = await this.#learnPage(null);
      while (after !== null) after = await this.#learnPage(after);
    } catch (error) {
      this.log.debug({ err: error }, 'registers not learnt');
      again = Math.min(again, 30_000);
    }
    this.#schedule(again);
  }

  /** Where the next page begins; null after the last one. */
  async #learnPage(after: string | null): Promise<string | null> {
    const page = await this.bus.request(datasetQueries.listServedRegisters, { after, limit: 500 });
    if (!page.ok) throw new Error(`register-service refuses: ${page.refusal.code}`);
    await this.plan.add(page.value.registers, this.config.PREFETCH_MS);
    return page.value.nextAfter;
  }
}
