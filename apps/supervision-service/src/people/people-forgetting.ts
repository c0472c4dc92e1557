import { LOG, Rounds } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';

const ROUND_MS = 10 * 60_000;
const ROWS_AT_ONCE = 5_000;
/** What is over, and when: sessions at once, the rest once nobody asks again. */
const OVER = [
  'supervision_user_sessions WHERE expires_at < UTC_TIMESTAMP(3)',
  'supervision_login_failures WHERE last_failed_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY',
  'supervision_people_answers WHERE at < UTC_TIMESTAMP(3) - INTERVAL 7 DAY',
];

/** Ended sessions, old wrong passwords and old answers are not kept for ever: the journal is. */
@Injectable()
export class PeopleForgetting implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #rounds: Rounds;

  constructor(
    private readonly database: DataSource,
    @Inject(LOG) log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.forget(),
      pauseMs: () => ROUND_MS,
      failed: (err) => log.warn({ err }, 'old logins not forgotten'),
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
