import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID } from './sql.js';

const DISCOUNT = `
  ADD COLUMN discount_basis_points INT UNSIGNED NULL,
  ADD COLUMN discount_cents BIGINT NULL,
  ADD COLUMN discount_authorised_by ${CODE} NULL`;

/** How each amount of a line came about: the listed price, what was taken off, who lent the right, what it gives back. */
export class LineModel1795501001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['register_draft_lines', 'register_ticket_lines']) await this.#lines(runner, table);
    for (const table of ['register_draft_tickets', 'register_tickets', 'register_abandoned_tickets']) {
      await runner.query(`ALTER TABLE ${table} ${DISCOUNT}`);
    }
  }

  async #lines(runner: QueryRunner, table: string): Promise<void> {
    await runner.query(`ALTER TABLE ${table}
      MODIFY COLUMN quantity_thousandths INT NOT NULL,
      ADD COLUMN unit ${CODE} NOT NULL,
      ADD COLUMN list_price_cents BIGINT NOT NULL,
      ADD COLUMN price_reason VARCHAR(200) NULL,
      ADD COLUMN price_authorised_by ${CODE} NULL,
      ADD COLUMN gross_cents BIGINT NOT NULL,
      ADD COLUMN gross_from ${CODE} NOT NULL,
      ADD COLUMN discount_cents BIGINT NOT NULL,
      ADD COLUMN discount_basis_points INT UNSIGNED NULL,
      ADD COLUMN discount_authorised_by ${CODE} NULL,
      ADD COLUMN ticket_discount_cents BIGINT NOT NULL,
      ADD COLUMN origin_ticket_id ${ID} NULL,
      ADD COLUMN origin_line_id ${ID} NULL,
      ADD COLUMN refund_authorised_by ${CODE} NULL`);
    // What was sold before knew neither discount nor override.
    await runner.query(`UPDATE ${table}
      SET unit = 'PIECE', list_price_cents = unit_price_cents, gross_cents = ttc_cents, gross_from = 'PRICE'`);
    await runner.query(`ALTER TABLE ${table}
      ADD CHECK (gross_cents - discount_cents - ticket_discount_cents = ttc_cents)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
