import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, CORRELATION_ID, ID, TABLE } from './sql.js';

/** What is to be printed, what became of it, and what is known of the printers. */
export class Printing1732424406000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A row for each copy: the unique key gives a record its original once, and each further copy a number of its own.
    await runner.query(`CREATE TABLE register_print_jobs (
      store_id ${ID} NOT NULL,
      print_job_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      epoch INT UNSIGNED NOT NULL,
      kind ${CODE} NOT NULL,
      record_id ${ID} NOT NULL,
      duplicate_number INT UNSIGNED NOT NULL,
      document JSON NOT NULL,
      requested_by ${CODE} NOT NULL,
      correlation_id ${CORRELATION_ID} NOT NULL,
      created_at DATETIME(3) NOT NULL,
      state ${CODE} NOT NULL,
      reason ${CODE} NULL,
      detail VARCHAR(300) NOT NULL,
      sequence INT UNSIGNED NOT NULL,
      is_final BOOLEAN NOT NULL,
      reports INT UNSIGNED NOT NULL,
      reported_at DATETIME(3) NULL,
      updated_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, print_job_id),
      UNIQUE KEY register_print_jobs_copy (store_id, record_id, kind, duplicate_number),
      KEY register_print_jobs_till (store_id, till_id, is_final, created_at, print_job_id),
      KEY register_print_jobs_register (store_id, register_id, created_at, print_job_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_print_reports (
      store_id ${ID} NOT NULL,
      print_job_id ${ID} NOT NULL,
      report_number INT UNSIGNED NOT NULL,
      sequence INT UNSIGNED NOT NULL,
      state ${CODE} NOT NULL,
      reason ${CODE} NULL,
      attempt INT UNSIGNED NOT NULL,
      is_final BOOLEAN NOT NULL,
      detail VARCHAR(300) NOT NULL,
      reported_at DATETIME(3) NOT NULL,
      recorded_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, print_job_id, report_number)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_printers (
      store_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      agent_version VARCHAR(40) NOT NULL,
      state ${CODE} NOT NULL,
      since DATETIME(3) NOT NULL,
      paper_low BOOLEAN NOT NULL,
      jobs_waiting INT UNSIGNED NOT NULL,
      reported_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, till_id)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
