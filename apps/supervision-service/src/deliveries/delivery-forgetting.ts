import { LOG, Rounds } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';

const ROUND_MS = 10 * 60_000;
const ROWS_AT_ONCE = 5_000;
/** In this order: a subscription that was deleted stays while something of it is listed. */
const OVER = [
  `supervision_alert_deliveries WHERE state <> 'PENDING' AND created_at < UTC_TIMESTAMP(3) - INTERVAL 90 DAY`,
  `supervision_alert_subscriptions WHERE deleted_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY AND NOT EXISTS (
     SELECT 1 FROM supervision_alert_deliveries d
     WHERE d.subscription_id = supervision_alert_subscriptions.subscription_id)`,
];

/** What was sent is listed for ninety days; addresses are not kept longer. */
@Injectable()
export class DeliveryForgetting implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #rounds: Rounds;

  constructor(
    private readonly database: DataSource,
    @Inject(LOG) log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.forget(),
      pauseMs: () => ROUND_MS,
      failed: (err) => log.warn({ err }, 'old deliveries not forgotten'),
    });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  async forget(): Promise<void> {
    for (const rows of OVER) await this.database.query(`DELETE FROM ${rows} LIMIT ${ROWS_AT_ONCE}`);
  }
}
