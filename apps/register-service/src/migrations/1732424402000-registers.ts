import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, CORRELATION_ID, HASH, ID, TABLE } from './sql.js';

/** The registers, their sessions, what head office said of these, and the jobs asked of sync-service. */
export class Registers1732424402000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.#registers(runner);
    await this.#sessions(runner);
    await this.#jobs(runner);
  }

  async #registers(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_registers (
      register_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      number SMALLINT UNSIGNED NOT NULL,
      name VARCHAR(40) NOT NULL,
      incarnation ${ID} NOT NULL,
      state ${CODE} NOT NULL,
      version INT UNSIGNED NOT NULL,
      till_id ${ID} NULL,
      hold_till_id ${ID} NULL,
      epoch INT UNSIGNED NOT NULL,
      session_number INT UNSIGNED NOT NULL,
      ticket_number INT UNSIGNED NOT NULL,
      z_number INT UNSIGNED NOT NULL,
      clock_floor DATETIME(3) NULL,
      last_counted_cash_cents BIGINT NULL,
      facts JSON NOT NULL,
      last_hash ${HASH} NOT NULL,
      created_at DATETIME(3) NOT NULL,
      PRIMARY KEY (register_id),
      UNIQUE KEY register_registers_number (store_id, number),
      UNIQUE KEY register_registers_hold (hold_till_id),
      KEY register_registers_till (till_id),
      KEY register_registers_state (state)
    ) ${TABLE}`);
  }

  async #sessions(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_sessions (
      session_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      incarnation ${ID} NOT NULL,
      epoch INT UNSIGNED NOT NULL,
      number INT UNSIGNED NOT NULL,
      business_date VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      till_id ${ID} NOT NULL,
      dataset_id INT UNSIGNED NOT NULL,
      dataset_version BIGINT UNSIGNED NOT NULL,
      opened_at DATETIME(3) NOT NULL,
      opened_by ${CODE} NOT NULL,
      opening_float_cents BIGINT NOT NULL,
      previous_count_cents BIGINT NULL,
      PRIMARY KEY (session_id),
      UNIQUE KEY register_sessions_key (register_id, incarnation, epoch, number),
      KEY register_sessions_store (store_id, business_date)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_open_sessions (
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      PRIMARY KEY (register_id),
      UNIQUE KEY register_open_sessions_session (session_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_session_seals (
      session_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      closing_id ${ID} NOT NULL,
      z_number INT UNSIGNED NOT NULL,
      closed_at DATETIME(3) NOT NULL,
      closed_by ${CODE} NOT NULL,
      ticket_count INT UNSIGNED NOT NULL,
      ttc_cents BIGINT NOT NULL,
      expected_cash_cents BIGINT NOT NULL,
      counted_cash_cents BIGINT NOT NULL,
      PRIMARY KEY (session_id),
      UNIQUE KEY register_session_seals_z (register_id, z_number),
      UNIQUE KEY register_session_seals_closing (closing_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_session_marks (
      session_id ${ID} NOT NULL,
      kind ${CODE} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      at DATETIME(3) NOT NULL,
      export_id ${ID} NULL,
      acknowledgement_id ${ID} NULL,
      sha256 ${HASH} NULL,
      PRIMARY KEY (session_id, kind),
      KEY register_session_marks_register (register_id)
    ) ${TABLE}`);
  }

  async #jobs(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_imports (
      job_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      state ${CODE} NOT NULL,
      started_at DATETIME(3) NOT NULL,
      started_by ${CODE} NOT NULL,
      finished_at DATETIME(3) NULL,
      failure JSON NULL,
      correlation_id ${CORRELATION_ID} NOT NULL,
      PRIMARY KEY (job_id),
      KEY register_imports_register (register_id, started_at),
      KEY register_imports_state (state)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_exports (
      export_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      state ${CODE} NOT NULL,
      session_ids JSON NOT NULL,
      acknowledged_ids JSON NOT NULL,
      started_at DATETIME(3) NOT NULL,
      started_by ${CODE} NOT NULL,
      finished_at DATETIME(3) NULL,
      refusal JSON NULL,
      correlation_id ${CORRELATION_ID} NOT NULL,
      PRIMARY KEY (export_id),
      KEY register_exports_register (register_id, started_at),
      KEY register_exports_state (state)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
