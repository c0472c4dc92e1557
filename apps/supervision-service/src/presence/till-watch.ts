import { CONFIG, LOG, Rounds, whileAlone } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { SupervisionConfig } from '../supervision.config.js';
import { TillFlips } from './till-flips.js';

const ROUND_MS = 2_000;

/** A till falls silent by time alone: somebody has to look. One process at a time does. */
@Injectable()
export class TillWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #rounds: Rounds;

  constructor(
    private readonly database: DataSource,
    private readonly flips: TillFlips,
    @Inject(CONFIG) private readonly config: Pick<SupervisionConfig, 'ALERT_ROUND_SECONDS'>,
    @Inject(LOG) log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.run(),
      pauseMs: () => ROUND_MS,
      pauseAfterFailureMs: () => 5 * ROUND_MS,
      failed: (err) => log.warn({ err }, 'no look at how tills are doing'),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.ALERT_ROUND_SECONDS > 0) this.#rounds.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Looks now. */
  async run(): Promise<void> {
    await whileAlone(this.database, 'tills', () => this.flips.run());
  }
}
