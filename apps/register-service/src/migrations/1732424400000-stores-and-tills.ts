import type { MigrationInterface, QueryRunner } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { CODE, HASH, ID, TABLE } from './sql.js';

/** Which life of the database this is, its stores, their tills, and what these prove themselves with. */
export class StoresAndTills1732424400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_incarnations (
      incarnation ${ID} NOT NULL,
      started_at DATETIME(3) NOT NULL,
      PRIMARY KEY (incarnation)
    ) ${TABLE}`);
    await runner.query(
      'INSERT INTO register_incarnations (incarnation, started_at) VALUES (?, UTC_TIMESTAMP(3))',
      [uuidv7()],
    );
    await runner.query(`CREATE TABLE register_stores (
      store_id ${ID} NOT NULL,
      code ${CODE} NOT NULL,
      name VARCHAR(80) NOT NULL,
      time_zone VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      tolerance_cents BIGINT NOT NULL,
      created_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id),
      UNIQUE KEY register_stores_code (code)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_tills (
      till_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      code ${CODE} NOT NULL,
      name VARCHAR(80) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      revoked_at DATETIME(3) NULL,
      PRIMARY KEY (till_id),
      UNIQUE KEY register_tills_code (store_id, code)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_till_credentials (
      credential_hash ${HASH} NOT NULL,
      store_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      device VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      nats_public_key VARCHAR(56) CHARACTER SET ascii COLLATE ascii_bin NULL,
      enrolled_at DATETIME(3) NOT NULL,
      revoked_at DATETIME(3) NULL,
      last_seen_at DATETIME(3) NULL,
      pending_tickets INT UNSIGNED NOT NULL,
      PRIMARY KEY (credential_hash),
      KEY register_till_credentials_till (till_id, device)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_enrolment_codes (
      code_hash ${HASH} NOT NULL,
      store_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      device VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      issued_at DATETIME(3) NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      used_at DATETIME(3) NULL,
      PRIMARY KEY (code_hash),
      KEY register_enrolment_codes_till (till_id, device)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
