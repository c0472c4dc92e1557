import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CORRELATION_ID, HASH, ID, TABLE } from './sql.js';

/** The stores' own streams of events, and how far head office has taken each stream. */
export class Streams1795545000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_store_outbox (
      store_id ${ID} NOT NULL,
      seq INT UNSIGNED NOT NULL,
      incarnation ${ID} NOT NULL,
      event JSON NOT NULL,
      prev_hash ${HASH} NOT NULL,
      hash ${HASH} NOT NULL,
      at DATETIME(3) NOT NULL,
      correlation_id ${CORRELATION_ID} NOT NULL,
      PRIMARY KEY (store_id, seq)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_store_streams (
      store_id ${ID} NOT NULL,
      seq INT UNSIGNED NOT NULL,
      incarnation ${ID} NOT NULL,
      last_hash ${HASH} NOT NULL,
      description_sha256 ${HASH} NOT NULL,
      PRIMARY KEY (store_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_relay_marks (
      store_id ${ID} NOT NULL,
      stream_id ${ID} NOT NULL,
      kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      head_incarnation ${ID} NULL,
      head_seq INT UNSIGNED NOT NULL,
      told_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, stream_id)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
