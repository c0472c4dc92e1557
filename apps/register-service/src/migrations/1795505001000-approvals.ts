import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

/** What one person asked for and another one approved. Whoever ends a connection may sit at head office. */
export class Approvals1795505001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_approvals (
      approval_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      till_id ${ID} NULL,
      act JSON NOT NULL,
      reason VARCHAR(200) NOT NULL,
      requested_by_kind ${CODE} NOT NULL,
      requested_by VARCHAR(80) NOT NULL,
      requested_at DATETIME(3) NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      PRIMARY KEY (approval_id),
      KEY register_approvals_store (store_id, requested_at)
    ) ${TABLE}`);
    // Its primary key lets an approval be given once.
    await runner.query(`CREATE TABLE register_approval_outcomes (
      approval_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      till_id ${ID} NULL,
      approved_by_kind ${CODE} NOT NULL,
      approved_by VARCHAR(80) NOT NULL,
      approved_at DATETIME(3) NOT NULL,
      PRIMARY KEY (approval_id)
    ) ${TABLE}`);
    await runner.query('ALTER TABLE register_connections MODIFY COLUMN ended_by VARCHAR(100) NULL');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
