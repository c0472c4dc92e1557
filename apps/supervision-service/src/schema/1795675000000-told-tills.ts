import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ID, TABLE } from './sql.js';

/** What watchers were told last of how a till is doing: after a restart nothing is told again. */
export class ToldTills1795675000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Whoever begins between two looks is shown what may be over at the next: it is counted, and told all the same.
    await runner.query('ALTER TABLE supervision_presences ADD COLUMN flips INT UNSIGNED NOT NULL DEFAULT 0');
    await runner.query(`CREATE TABLE supervision_told_tills (
      store_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      shown TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      PRIMARY KEY (store_id, till_id)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
