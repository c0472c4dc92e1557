import { CONFIG, LOG, Rounds, whileAlone } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { SupervisionConfig } from '../supervision.config.js';
import { ConditionAlerts } from './condition-alerts.js';
import { EventAlerts } from './event-alerts.js';
import { Hearing } from './hearing.js';

/** What has happened is looked at this often; what is so, every few seconds. */
const EVENTS_MS = 500;

/** Looks for what is to be warned of. One process at a time does. */
@Injectable()
export class AlertWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #rounds: Rounds;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: DataSource,
    private readonly events: EventAlerts,
    private readonly conditions: ConditionAlerts,
    hearing: Hearing,
    @Inject(CONFIG) private readonly config: Pick<SupervisionConfig, 'ALERT_ROUND_SECONDS'>,
    @Inject(LOG) log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.#round(),
      pauseMs: () => EVENTS_MS,
      pauseAfterFailureMs: () => 10 * EVENTS_MS,
      failed: (err) => {
        // Where the database does not answer, what stores report is not kept either.
        hearing.began();
        log.warn({ err }, 'no look at what is to be warned of');
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.ALERT_ROUND_SECONDS > 0) this.#rounds.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Looks at everything now. */
  async run(): Promise<void> {
    await whileAlone(this.database, 'alerts', async () => {
      await this.events.run();
      await this.conditions.run();
    });
  }

  async #round(): Promise<void> {
    const now = performance.now();
    const isDue = now - this.#lookedAt >= this.config.ALERT_ROUND_SECONDS * 1_000;
    if (isDue) this.#lookedAt = now;
    await (isDue ? this.run() : whileAlone(this.database, 'alerts', () => this.events.run()));
  }
}
