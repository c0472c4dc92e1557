import { CONFIG, LOG, Rounds } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { ServedRegisters } from '../registers/served-registers.js';
import type { SyncConfig } from '../sync.config.js';
import { UnneededData } from './unneeded-data.repository.js';

/** Deletes old data now and then. Two processes that do so at once do each other no harm. */
@Injectable()
export class Cleaning implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds: Rounds;

  constructor(
    private readonly registers: ServedRegisters,
    private readonly unneeded: UnneededData,
    @Inject(CONFIG) private readonly config: Pick<SyncConfig, 'CLEANING_MS' | 'DATASET_KEEP_HOURS'>,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.clean(),
      pauseMs: () => config.CLEANING_MS,
      failed: (err) => log.warn({ err }, 'old data not deleted'),
    });
  }

  onApplicationBootstrap(): void {
    const { CLEANING_MS } = this.config;
    if (CLEANING_MS > 0) this.#rounds.start(Math.round(CLEANING_MS * Math.random()));
  }

  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  /** One round. @throws when register-service does not say what is needed: then nothing is deleted. */
  async clean(): Promise<void> {
    const keepHours = this.config.DATASET_KEEP_HOURS;
    // Asked first: a register that turns to other data meanwhile turns to newer ones, which are no candidates.
    const needed = await this.#needed();
    const datasets = needed === null ? [] : await this.unneeded.datasets(keepHours);
    for (const datasetId of datasets) {
      if (!needed?.has(datasetId)) await this.unneeded.letGo(datasetId, keepHours);
    }
    const parts = await this.unneeded.parts(keepHours);
    for (const partId of parts) await this.unneeded.remove(partId, keepHours);
    let left = true;
    while (left && !this.#rounds.stopped) left = await this.unneeded.deleteRows();
    await this.unneeded.forgetRejects(keepHours);
    if (parts.length > 0) this.log.info({ parts: parts.length }, 'old data deleted');
  }

  /** Null when there are no registers at all: register-service has just been set up, or is not the one we know. */
  async #needed(): Promise<ReadonlySet<number> | null> {
    const needed = new Set<number>();
    let registers = 0;
    for await (const page of this.registers.pages()) {
      registers += page.length;
      for (const { datasetIds } of page) for (const id of datasetIds) needed.add(id);
    }
    return registers === 0 ? null : needed;
  }
}
