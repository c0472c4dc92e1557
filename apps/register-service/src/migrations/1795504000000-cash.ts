import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

const EXPLAINED = `
      reason ${CODE} NOT NULL,
      note VARCHAR(200) NULL,
      seller_code ${CODE} NOT NULL,
      authorised_by ${CODE} NULL,
      at DATETIME(3) NOT NULL`;

/** What happens at the drawer without a ticket, and the readings of the running totals. */
export class Cash1795504000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The default is for the stores that are there; a new one says what it wants.
    await runner.query('ALTER TABLE register_stores ADD COLUMN blind_count BOOLEAN NOT NULL DEFAULT TRUE');
    await runner.query('ALTER TABLE register_stores ALTER COLUMN blind_count DROP DEFAULT');
    await runner.query(`CREATE TABLE register_cash_movements (
      store_id ${ID} NOT NULL,
      movement_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      number INT UNSIGNED NOT NULL,
      kind ${CODE} NOT NULL,
      amount_cents BIGINT NOT NULL,${EXPLAINED},
      PRIMARY KEY (store_id, movement_id),
      UNIQUE KEY register_cash_movements_session (store_id, session_id, number)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_drawer_openings (
      store_id ${ID} NOT NULL,
      opening_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      number INT UNSIGNED NOT NULL,${EXPLAINED},
      PRIMARY KEY (store_id, opening_id),
      UNIQUE KEY register_drawer_openings_session (store_id, session_id, number)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_x_readings (
      store_id ${ID} NOT NULL,
      reading_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      number INT UNSIGNED NOT NULL,
      read_at DATETIME(3) NOT NULL,
      read_by ${CODE} NOT NULL,
      content LONGTEXT NOT NULL,
      PRIMARY KEY (store_id, reading_id),
      UNIQUE KEY register_x_readings_session (store_id, session_id, number)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
