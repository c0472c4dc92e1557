import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CORRELATION_ID, ID, TABLE } from './sql.js';

/** What head office is asked to accept apart, and what it answers. */
export class Acceptances1795505002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_acceptances (
      approval_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      export_id ${ID} NOT NULL,
      state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      started_at DATETIME(3) NOT NULL,
      started_by VARCHAR(100) NOT NULL,
      approved_by VARCHAR(100) NOT NULL,
      reason VARCHAR(200) NOT NULL,
      finished_at DATETIME(3) NULL,
      refusal JSON NULL,
      correlation_id ${CORRELATION_ID} NOT NULL,
      PRIMARY KEY (approval_id),
      KEY register_acceptances_state (state, started_at)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
