import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, HASH, ID, TABLE } from './sql.js';

/** A store's own responsables, everybody's secrets, wrong attempts, and who is connected to what. */
export class Sellers1732424401000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_local_sellers (
      store_id ${ID} NOT NULL,
      code ${CODE} NOT NULL,
      name VARCHAR(80) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, code)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_seller_secrets (
      store_id ${ID} NOT NULL,
      seller_code ${CODE} NOT NULL,
      kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      secret_hash VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      expires_at DATETIME(3) NULL,
      changed_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, seller_code)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_login_failures (
      store_id ${ID} NOT NULL,
      seller_code ${CODE} NOT NULL,
      till_id ${ID} NOT NULL,
      failures INT UNSIGNED NOT NULL,
      locked_until DATETIME(3) NULL,
      last_failed_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, seller_code, till_id),
      KEY register_login_failures_at (last_failed_at)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_connections (
      connection_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      epoch INT UNSIGNED NOT NULL,
      seller_code ${CODE} NOT NULL,
      seller_name VARCHAR(80) NOT NULL,
      token_hash ${HASH} NOT NULL,
      connected_at DATETIME(3) NOT NULL,
      last_seen_at DATETIME(3) NOT NULL,
      ended_at DATETIME(3) NULL,
      ended ${CODE} NULL,
      ended_by ${CODE} NULL,
      PRIMARY KEY (connection_id),
      UNIQUE KEY register_connections_token (token_hash),
      KEY register_connections_session (register_id, session_id)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
