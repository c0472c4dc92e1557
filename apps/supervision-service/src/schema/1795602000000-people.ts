import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, HASH, ID, TABLE } from './sql.js';

const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';

/** Head office's users, how they prove who they are, the keys of other systems, and who did what to them. */
export class People1795602000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE supervision_users (
      user_id ${ID} NOT NULL PRIMARY KEY,
      name VARCHAR(80) ${ASCII} NOT NULL,
      display_name VARCHAR(80) NOT NULL,
      role ${CODE} NOT NULL,
      all_stores BOOLEAN NOT NULL,
      password_hash VARCHAR(200) ${ASCII} NOT NULL,
      one_time BOOLEAN NOT NULL,
      password_expires_at DATETIME(3) NULL,
      created_at DATETIME(3) NOT NULL,
      last_login_at DATETIME(3) NULL,
      disabled_at DATETIME(3) NULL,
      UNIQUE KEY supervision_users_name (name)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_user_stores (
      user_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      PRIMARY KEY (user_id, store_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_user_sessions (
      session_id ${ID} NOT NULL PRIMARY KEY,
      user_id ${ID} NOT NULL,
      token_hash ${HASH} NOT NULL,
      created_at DATETIME(3) NOT NULL,
      last_used_at DATETIME(3) NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      address VARCHAR(45) ${ASCII} NOT NULL,
      agent VARCHAR(200) NULL,
      UNIQUE KEY supervision_user_sessions_token (token_hash),
      KEY supervision_user_sessions_user (user_id, created_at),
      KEY supervision_user_sessions_expiry (expires_at)
    ) ${TABLE}`);
    // By the hash of a name, because any name may be tried, of any length.
    await runner.query(`CREATE TABLE supervision_login_failures (
      name_hash ${HASH} NOT NULL,
      network VARCHAR(45) ${ASCII} NOT NULL,
      failures INT UNSIGNED NOT NULL,
      locked_until DATETIME(3) NULL,
      last_failed_at DATETIME(3) NOT NULL,
      PRIMARY KEY (name_hash, network),
      KEY supervision_login_failures_at (last_failed_at)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_api_keys (
      key_id ${ID} NOT NULL PRIMARY KEY,
      name VARCHAR(60) NOT NULL,
      prefix VARCHAR(16) ${ASCII} NOT NULL,
      token_hash ${HASH} NOT NULL,
      scopes VARCHAR(200) ${ASCII} NOT NULL,
      all_stores BOOLEAN NOT NULL,
      created_by VARCHAR(80) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      last_used_at DATETIME(3) NULL,
      revoked_at DATETIME(3) NULL,
      UNIQUE KEY supervision_api_keys_token (token_hash)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_api_key_stores (
      key_id ${ID} NOT NULL,
      store_id ${ID} NOT NULL,
      PRIMARY KEY (key_id, store_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_people_journal (
      number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      at DATETIME(3) NOT NULL,
      done_by VARCHAR(80) NOT NULL,
      deed VARCHAR(32) ${ASCII} NOT NULL,
      subject_id ${ID} NOT NULL,
      facts JSON NOT NULL
    ) ${TABLE}`);
    // Sealed: an answer may hold a one-time password or a key.
    await runner.query(`CREATE TABLE supervision_people_answers (
      idempotency_key ${ID} NOT NULL PRIMARY KEY,
      digest ${HASH} NOT NULL,
      answer TEXT NOT NULL,
      at DATETIME(3) NOT NULL,
      KEY supervision_people_answers_at (at)
    ) ${TABLE}`);
    // What the gateway asks before it lets somebody act who may see some stores only.
    await runner.query(
      'ALTER TABLE supervision_named_registers ADD KEY supervision_named_registers_register (register_id)',
    );
    await runner.query('ALTER TABLE supervision_tills ADD KEY supervision_tills_till (till_id)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
