import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

const DATE = 'CHAR(10) CHARACTER SET ascii COLLATE ascii_bin';

/** The read model of sessions, of imports and exports, and of tickets. Records are not copied: they stand in the events. */
export class Sessions1795603000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE supervision_sessions (
      store_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      incarnation ${ID} NOT NULL,
      epoch INT UNSIGNED NOT NULL,
      number INT UNSIGNED NOT NULL,
      business_date ${DATE} NOT NULL,
      opened_at DATETIME(3) NOT NULL,
      opened_by VARCHAR(80) NULL,
      closed_at DATETIME(3) NULL,
      closed_by VARCHAR(80) NULL,
      difference_cents BIGINT NULL,
      z_number INT UNSIGNED NULL,
      standing ${CODE} NULL,
      settled_at DATETIME(3) NULL,
      lost_at DATETIME(3) NULL,
      opened_position BIGINT UNSIGNED NOT NULL,
      z_position BIGINT UNSIGNED NULL,
      model JSON NOT NULL,
      PRIMARY KEY (store_id, session_id),
      KEY supervision_sessions_id (session_id),
      KEY supervision_sessions_opened (opened_at, session_id),
      KEY supervision_sessions_store (store_id, opened_at, session_id),
      KEY supervision_sessions_register (register_id, opened_at, session_id),
      KEY supervision_sessions_unsettled (store_id, register_id, settled_at),
      KEY supervision_sessions_standing (standing, opened_at, session_id),
      KEY supervision_sessions_date (business_date, store_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_jobs (
      store_id ${ID} NOT NULL,
      job_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      kind ${CODE} NOT NULL,
      outcome ${CODE} NOT NULL,
      started_at DATETIME(3) NOT NULL,
      ended_at DATETIME(3) NULL,
      model JSON NOT NULL,
      PRIMARY KEY (store_id, job_id),
      KEY supervision_jobs_started (started_at, job_id),
      KEY supervision_jobs_store (store_id, started_at, job_id),
      KEY supervision_jobs_register (register_id, started_at, job_id),
      KEY supervision_jobs_outcome (outcome, started_at, job_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_tickets (
      store_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      number INT UNSIGNED NOT NULL,
      kind ${CODE} NOT NULL,
      finalised_at DATETIME(3) NOT NULL,
      business_date ${DATE} NOT NULL,
      seller_code VARCHAR(80) NOT NULL,
      ttc_cents BIGINT NOT NULL,
      late BOOLEAN NOT NULL,
      line_count SMALLINT UNSIGNED NULL,
      position BIGINT UNSIGNED NOT NULL,
      PRIMARY KEY (store_id, ticket_id),
      KEY supervision_tickets_id (ticket_id),
      KEY supervision_tickets_at (finalised_at, ticket_id),
      KEY supervision_tickets_store (store_id, finalised_at, ticket_id),
      KEY supervision_tickets_register (register_id, finalised_at, ticket_id),
      KEY supervision_tickets_session (session_id, finalised_at, ticket_id),
      KEY supervision_tickets_number (number, finalised_at, ticket_id),
      KEY supervision_tickets_amount (ttc_cents, finalised_at)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_ticket_articles (
      store_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      line SMALLINT UNSIGNED NOT NULL,
      article_code VARCHAR(32) NOT NULL,
      barcode VARCHAR(14) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      label VARCHAR(200) NOT NULL,
      finalised_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, ticket_id, line),
      KEY supervision_ticket_articles_code (article_code, finalised_at, ticket_id),
      KEY supervision_ticket_articles_barcode (barcode, finalised_at, ticket_id),
      KEY supervision_ticket_articles_label (label(60), finalised_at)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
