import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

/** Rights lent for one act, their use, and who authorised a copy. */
export class Grants1795505000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_grants (
      grant_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      lent_by ${CODE} NOT NULL,
      borrower ${CODE} NOT NULL,
      lent_right ${CODE} NOT NULL,
      subject_id ${ID} NULL,
      amount_cents BIGINT NULL,
      lent_at DATETIME(3) NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      PRIMARY KEY (grant_id)
    ) ${TABLE}`);
    // A row of its own for the use, so that its primary key lets a grant be used once whatever locks its users hold.
    await runner.query(`CREATE TABLE register_grant_uses (
      grant_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      subject_id ${ID} NULL,
      amount_cents BIGINT NULL,
      used_at DATETIME(3) NOT NULL,
      PRIMARY KEY (grant_id)
    ) ${TABLE}`);
    await runner.query(
      `ALTER TABLE register_print_jobs ADD COLUMN authorised_by ${CODE} NULL AFTER requested_by`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
