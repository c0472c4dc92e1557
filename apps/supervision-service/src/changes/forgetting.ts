import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SupervisionConfig } from '../supervision.config.js';

const ROWS_AT_ONCE = 5_000;

/** Changes are kept for watchers that were away a while, not for ever: the events are. */
@Injectable()
export class Forgetting {
  constructor(
    private readonly database: DataSource,
    @Inject(CONFIG) private readonly config: Pick<SupervisionConfig, 'CHANGES_KEEP_HOURS'>,
  ) {}

  /** One round. The last change always stays: by it the next one is linked. */
  async forget(): Promise<void> {
    for (;;) {
      const { affectedRows } = (await this.database.query(
        `DELETE FROM supervision_changes WHERE at < UTC_TIMESTAMP(3) - INTERVAL ? HOUR
         AND position < (SELECT position FROM supervision_counter WHERE id = 1) LIMIT ${ROWS_AT_ONCE}`,
        [this.config.CHANGES_KEEP_HOURS],
      )) as { affectedRows: number };
      if (affectedRows < ROWS_AT_ONCE) return;
    }
  }
}
