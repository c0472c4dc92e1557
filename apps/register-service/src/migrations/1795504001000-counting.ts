import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

/** Floats counted note by note, and drawers counted again after their closing. */
export class Counting1795504001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_float_counts (
      store_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      denominations JSON NOT NULL,
      PRIMARY KEY (store_id, session_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_recounts (
      store_id ${ID} NOT NULL,
      recount_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      number INT UNSIGNED NOT NULL,
      counted_cash_cents BIGINT NOT NULL,
      denominations JSON NULL,
      former_count_cents BIGINT NOT NULL,
      expected_cash_cents BIGINT NOT NULL,
      difference_cents BIGINT NOT NULL,
      reason VARCHAR(200) NOT NULL,
      counted_by ${CODE} NOT NULL,
      authorised_by ${CODE} NULL,
      counted_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, recount_id),
      UNIQUE KEY register_recounts_session (store_id, session_id, number)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
