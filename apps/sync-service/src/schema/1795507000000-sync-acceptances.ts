import type { MigrationInterface, QueryRunner } from 'typeorm';

const ID = 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';

/** Refused sessions that two people want accepted apart: what head office is asked, beside the job that asks it. */
export class SyncAcceptances1795507000000 implements MigrationInterface {
  readonly name = 'SyncAcceptances1795507000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE sync_jobs MODIFY kind VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL',
    );
    await runner.query(
      `CREATE TABLE sync_acceptances (
         job_id ${ID} PRIMARY KEY, export_id ${ID}, session_id ${ID}, sha256 CHAR(64) CHARACTER SET ascii NOT NULL,
         requested_by VARCHAR(80) NOT NULL, approved_by VARCHAR(80) NOT NULL, reason VARCHAR(500) NOT NULL,
         requested_at DATETIME(3) NOT NULL,
         acceptance_id CHAR(36) CHARACTER SET ascii NULL, accepted_at DATETIME(3) NULL)
       ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
