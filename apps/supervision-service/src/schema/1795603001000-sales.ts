import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

const DATE = 'CHAR(10) CHARACTER SET ascii COLLATE ascii_bin';
const PLACE = `store_id ${ID} NOT NULL, business_date ${DATE} NOT NULL, register_id ${ID} NOT NULL`;
const COUNT = 'INT UNSIGNED NOT NULL';

/** The read model of sales, and what finds the events of a register's timeline. */
export class Sales1795603001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // By quarters of an hour in UTC: an hour of every time zone is made of whole ones, whatever the store says of its zone later.
    await runner.query(`CREATE TABLE supervision_sales (
      ${PLACE}, began_at DATETIME(3) NOT NULL,
      ticket_count ${COUNT}, refund_count ${COUNT}, ttc_cents BIGINT NOT NULL,
      bare_count ${COUNT}, bare_cents BIGINT NOT NULL,
      PRIMARY KEY (store_id, business_date, register_id, began_at),
      KEY supervision_sales_date (business_date, store_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_sales_tenders (
      ${PLACE}, tender_code ${CODE} NOT NULL, tender_kind ${CODE} NOT NULL,
      payment_count ${COUNT}, amount_cents BIGINT NOT NULL,
      PRIMARY KEY (store_id, business_date, register_id, tender_code),
      KEY supervision_sales_tenders_date (business_date, store_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_sales_vat (
      ${PLACE}, basis_points SMALLINT UNSIGNED NOT NULL,
      ticket_count ${COUNT}, ht_cents BIGINT NOT NULL, vat_cents BIGINT NOT NULL, ttc_cents BIGINT NOT NULL,
      PRIMARY KEY (store_id, business_date, register_id, basis_points),
      KEY supervision_sales_vat_date (business_date, store_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_register_notes (
      store_id ${ID} NOT NULL, register_id ${ID} NOT NULL, position BIGINT UNSIGNED NOT NULL,
      PRIMARY KEY (store_id, register_id, position)
    ) ${TABLE}`);
    await runner.query(
      'CREATE INDEX supervision_events_correlation ON supervision_events (correlation_id, position)',
    );
    await runner.query('CREATE INDEX supervision_heads_of_stream ON supervision_heads (stream_id)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
