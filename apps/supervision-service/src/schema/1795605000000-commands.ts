import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, HASH, ID, TABLE } from './sql.js';

const NAME = 'VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin';

/** What head office has done in stores: each command before the store is asked, and each answer that came. */
export class Commands1795605000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE supervision_commands (
      command_id ${ID} NOT NULL PRIMARY KEY,
      operation ${NAME} NOT NULL,
      administrator VARCHAR(80) NOT NULL,
      store_id ${ID} NULL,
      register_id ${ID} NULL,
      till_id ${ID} NULL,
      body JSON NOT NULL,
      body_sha256 ${HASH} NOT NULL,
      correlation_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      asked_at DATETIME(3) NOT NULL,
      state ${CODE} NOT NULL,
      attempts INT UNSIGNED NOT NULL,
      next_attempt_at DATETIME(3) NULL,
      settled_at DATETIME(3) NULL,
      KEY supervision_commands_asked (asked_at, command_id),
      KEY supervision_commands_store (store_id, asked_at, command_id),
      KEY supervision_commands_due (state, next_attempt_at)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_command_outcomes (
      command_id ${ID} NOT NULL,
      number INT UNSIGNED NOT NULL,
      state ${CODE} NOT NULL,
      refusal_code ${NAME} NULL,
      refusal_facts JSON NULL,
      answer JSON NULL,
      at DATETIME(3) NOT NULL,
      PRIMARY KEY (command_id, number)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
