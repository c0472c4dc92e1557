import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

/** When a job is too late to print by itself, what of the jobs waits for a person, and what she said. */
export class PrintingWeather1795508000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A test page belongs to a till, and to no register.
    await runner.query(`ALTER TABLE register_print_jobs
      MODIFY COLUMN register_id ${ID} NULL,
      ADD COLUMN expires_at DATETIME(3) NULL,
      ADD COLUMN needs_person BOOLEAN NOT NULL,
      ADD COLUMN awaits_z BOOLEAN NOT NULL`);
    await runner.query('UPDATE register_print_jobs SET expires_at = created_at + INTERVAL 10 MINUTE');
    await runner.query(`ALTER TABLE register_print_jobs
      MODIFY COLUMN expires_at DATETIME(3) NOT NULL,
      ADD KEY register_print_jobs_expiry (is_final, expires_at),
      ADD KEY register_print_jobs_unsettled (store_id, till_id, needs_person, created_at, print_job_id),
      ADD KEY register_print_jobs_uncounted (store_id, register_id, awaits_z)`);
    await runner.query(`CREATE TABLE register_print_verdicts (
      store_id ${ID} NOT NULL,
      print_job_id ${ID} NOT NULL,
      verdict ${CODE} NOT NULL,
      said_by ${CODE} NOT NULL,
      said_at DATETIME(3) NOT NULL,
      copy_print_job_id ${ID} NULL,
      PRIMARY KEY (store_id, print_job_id)
    ) ${TABLE}`);
    await runner.query('ALTER TABLE register_stores ADD COLUMN drawer_on_cash_sale BOOLEAN NOT NULL');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
