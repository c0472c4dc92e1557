import { CONFIG, LOG, Rounds } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { SupervisionConfig } from '../supervision.config.js';
import { ChangeLog } from './change-log.js';

const ROUND_MS = 10 * 60_000;
const ROWS_AT_ONCE = 5_000;

/** Changes are kept for watchers that were away a while, not for ever: the events are. */
@Injectable()
export class Forgetting implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #rounds: Rounds;

  constructor(
    private readonly database: DataSource,
    private readonly changes: ChangeLog,
    @Inject(CONFIG) private readonly config: Pick<SupervisionConfig, 'CHANGES_KEEP_HOURS'>,
    @Inject(LOG) log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.forget(),
      pauseMs: () => ROUND_MS,
      failed: (err) => log.warn({ err }, 'old changes not forgotten'),
    });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  /** One round. The last change always stays: the next one says that it comes behind it. */
  async forget(): Promise<void> {
    const last = await this.changes.last(this.database);
    for (let left = true; left && !this.#rounds.stopped; ) {
      const { affectedRows } = (await this.database.query(
        `DELETE FROM supervision_changes WHERE at < UTC_TIMESTAMP(3) - INTERVAL ? HOUR AND position < ?
         ORDER BY position LIMIT ${ROWS_AT_ONCE}`,
        [this.config.CHANGES_KEEP_HOURS, last],
      )) as { affectedRows: number };
      left = affectedRows === ROWS_AT_ONCE;
    }
  }
}
