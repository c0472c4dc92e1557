import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ID, TABLE } from './sql.js';

/** How far each sold line has been given back, and what each ticket sells and gives back apart. */
export class Refunds1795502001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_refunded_lines (
      store_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      line_id ${ID} NOT NULL,
      quantity_thousandths INT UNSIGNED NOT NULL,
      ttc_cents BIGINT NOT NULL,
      PRIMARY KEY (store_id, ticket_id, line_id)
    ) ${TABLE}`);
    await runner.query(`ALTER TABLE register_tickets
      ADD COLUMN sale_line_count INT UNSIGNED NOT NULL DEFAULT 0,
      ADD COLUMN refund_line_count INT UNSIGNED NOT NULL DEFAULT 0,
      ADD COLUMN refunds_cents BIGINT NOT NULL DEFAULT 0`);
    // Until now every line was one that sells.
    await runner.query(`UPDATE register_tickets ticket SET sale_line_count =
      (SELECT COUNT(*) FROM register_ticket_lines line
       WHERE line.store_id = ticket.store_id AND line.ticket_id = ticket.ticket_id)`);
    await runner.query(`ALTER TABLE register_tickets
      MODIFY sale_line_count INT UNSIGNED NOT NULL,
      MODIFY refund_line_count INT UNSIGNED NOT NULL,
      MODIFY refunds_cents BIGINT NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
