import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

/** The read model of stores and registers, which follows from the events alone; and what is seen of tills, which is no history. */
export class Registers1795550001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE supervision_stores (
      store_id ${ID} NOT NULL PRIMARY KEY,
      code ${CODE} NOT NULL,
      name VARCHAR(80) NOT NULL,
      time_zone VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      tolerance_cents BIGINT NOT NULL,
      position BIGINT UNSIGNED NOT NULL,
      KEY supervision_stores_code (code)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_tills (
      store_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      code ${CODE} NOT NULL,
      name VARCHAR(80) NOT NULL,
      revoked BOOLEAN NOT NULL,
      PRIMARY KEY (store_id, till_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_named_registers (
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      number SMALLINT UNSIGNED NOT NULL,
      name VARCHAR(40) NOT NULL,
      PRIMARY KEY (store_id, register_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_registers (
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      state ${CODE} NOT NULL,
      since DATETIME(3) NOT NULL,
      till_id ${ID} NULL,
      seller_code ${CODE} NULL,
      session_id ${ID} NULL,
      opened_at DATETIME(3) NULL,
      business_date CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      day_ticket_count INT UNSIGNED NOT NULL,
      day_ttc_cents BIGINT NOT NULL,
      last_closed_at DATETIME(3) NULL,
      last_difference_cents BIGINT NULL,
      dataset_version BIGINT UNSIGNED NULL,
      pending_session_count INT UNSIGNED NOT NULL,
      oldest_pending_at DATETIME(3) NULL,
      seq INT UNSIGNED NOT NULL,
      position BIGINT UNSIGNED NOT NULL,
      model JSON NOT NULL,
      PRIMARY KEY (store_id, register_id),
      KEY supervision_registers_state (state, since)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_presences (
      store_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      page_seen_at DATETIME(3) NULL,
      agent_seen_at DATETIME(3) NULL,
      pending_tickets INT UNSIGNED NOT NULL,
      agent_version VARCHAR(40) NULL,
      printer_state ${CODE} NULL,
      printer_since DATETIME(3) NULL,
      paper_low BOOLEAN NULL,
      jobs_waiting INT UNSIGNED NULL,
      reported_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, till_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_store_presences (
      store_id ${ID} NOT NULL PRIMARY KEY,
      software_version VARCHAR(40) NOT NULL,
      store_clock_at DATETIME(3) NOT NULL,
      reported_at DATETIME(3) NOT NULL,
      behind_since DATETIME(3) NULL
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
