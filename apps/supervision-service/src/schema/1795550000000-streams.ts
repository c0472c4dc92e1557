import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, HASH, ID, TABLE } from './sql.js';

/** The events of all stores as they came, and how far each stream has come. */
export class Streams1795550000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One row: the lock under which everything that watchers see gets its place.
    await runner.query(`CREATE TABLE supervision_counter (
      id TINYINT UNSIGNED NOT NULL PRIMARY KEY, position BIGINT UNSIGNED NOT NULL) ${TABLE}`);
    await runner.query('INSERT INTO supervision_counter VALUES (1, 0)');
    await runner.query(`CREATE TABLE supervision_events (
      store_id ${ID} NOT NULL,
      stream_id ${ID} NOT NULL,
      incarnation ${ID} NOT NULL,
      seq INT UNSIGNED NOT NULL,
      position BIGINT UNSIGNED NOT NULL,
      kind ${CODE} NOT NULL,
      type VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      version SMALLINT UNSIGNED NOT NULL,
      event JSON NOT NULL,
      record JSON NULL,
      prev_hash ${HASH} NOT NULL,
      hash ${HASH} NOT NULL,
      at DATETIME(3) NOT NULL,
      correlation_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      received_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, stream_id, incarnation, seq),
      UNIQUE KEY supervision_events_position (position),
      KEY supervision_events_stream (store_id, stream_id, position)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_heads (
      store_id ${ID} NOT NULL,
      stream_id ${ID} NOT NULL,
      kind ${CODE} NOT NULL,
      incarnation ${ID} NOT NULL,
      seq INT UNSIGNED NOT NULL,
      hash ${HASH} NOT NULL,
      taken_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, stream_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_faults (
      store_id ${ID} NOT NULL,
      stream_id ${ID} NOT NULL,
      position BIGINT UNSIGNED NOT NULL,
      number SMALLINT UNSIGNED NOT NULL,
      incarnation ${ID} NOT NULL,
      seq INT UNSIGNED NOT NULL,
      code ${CODE} NOT NULL,
      detail JSON NOT NULL,
      found_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, stream_id, position, number),
      KEY supervision_faults_found (found_at)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_changes (
      position BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      previous BIGINT UNSIGNED NOT NULL,
      store_id ${ID} NOT NULL,
      body MEDIUMTEXT NOT NULL,
      at DATETIME(3) NOT NULL,
      KEY supervision_changes_at (at)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
