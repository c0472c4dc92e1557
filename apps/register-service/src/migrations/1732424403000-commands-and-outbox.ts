import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CORRELATION_ID, HASH, ID, TABLE } from './sql.js';

/** The answers stored under idempotency keys, and every event from the first on. */
export class CommandsAndOutbox1732424403000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_commands (
      scope ${ID} NOT NULL,
      idempotency_key ${ID} NOT NULL,
      body_digest ${HASH} NOT NULL,
      reply JSON NOT NULL,
      correlation_id ${CORRELATION_ID} NOT NULL,
      at DATETIME(3) NOT NULL,
      PRIMARY KEY (scope, idempotency_key),
      KEY register_commands_at (at)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_outbox (
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      seq INT UNSIGNED NOT NULL,
      incarnation ${ID} NOT NULL,
      event JSON NOT NULL,
      prev_hash ${HASH} NOT NULL,
      hash ${HASH} NOT NULL,
      at DATETIME(3) NOT NULL,
      correlation_id ${CORRELATION_ID} NOT NULL,
      PRIMARY KEY (store_id, register_id, seq)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
