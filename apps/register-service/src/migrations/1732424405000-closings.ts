import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, HASH, ID, TABLE } from './sql.js';

/** The closings and the Zs that they end in. */
export class Closings1732424405000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_closings (
      store_id ${ID} NOT NULL,
      closing_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      state ${CODE} NOT NULL,
      started_at DATETIME(3) NOT NULL,
      started_by ${CODE} NOT NULL,
      ended_at DATETIME(3) NULL,
      ended_by ${CODE} NULL,
      PRIMARY KEY (store_id, closing_id),
      KEY register_closings_register (store_id, register_id, started_at)
    ) ${TABLE}`);
    // The content is a text and not JSON: MySQL would reorder its members, and the hash is of these very bytes.
    await runner.query(`CREATE TABLE register_zs (
      store_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      closing_id ${ID} NOT NULL,
      z_number INT UNSIGNED NOT NULL,
      sealed_at DATETIME(3) NOT NULL,
      content LONGTEXT NOT NULL,
      sha256 ${HASH} NOT NULL,
      PRIMARY KEY (store_id, session_id),
      UNIQUE KEY register_zs_number (store_id, register_id, z_number),
      UNIQUE KEY register_zs_closing (store_id, closing_id)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
