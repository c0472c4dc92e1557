import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

/** Tickets that came too late for their session, and what is kept of it on those that were admitted into another. */
export class LateTickets1795532000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_late_tickets (
      store_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      seller_code ${CODE} NOT NULL,
      seller_name VARCHAR(80) NOT NULL,
      sold_at DATETIME(3) NOT NULL,
      kept_at DATETIME(3) NOT NULL,
      ttc_cents BIGINT NOT NULL,
      line_items JSON NOT NULL,
      payment_items JSON NOT NULL,
      sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      PRIMARY KEY (store_id, ticket_id),
      KEY register_late_tickets_kept (store_id, kept_at, ticket_id)
    ) ${TABLE}`);
    await runner.query(`ALTER TABLE register_tickets
      ADD COLUMN late_session_id ${ID} NULL,
      ADD COLUMN late_sold_at DATETIME(3) NULL,
      ADD COLUMN late_admitted_by ${CODE} NULL`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
