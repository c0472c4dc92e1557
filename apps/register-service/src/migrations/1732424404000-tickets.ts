import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

const STATE = 'VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin';
const BARCODE = 'VARCHAR(14) CHARACTER SET ascii COLLATE ascii_bin';

/** Where a line or a payment stands in its ticket. */
const PLACE = `
  store_id ${ID} NOT NULL,
  ticket_id ${ID} NOT NULL,
  position INT UNSIGNED NOT NULL`;

const LINE = `
  line_id ${ID} NOT NULL,
  barcode ${BARCODE} NOT NULL,
  article_code VARCHAR(32) NOT NULL,
  label VARCHAR(200) NOT NULL,
  quantity_thousandths INT UNSIGNED NOT NULL,
  unit_price_cents BIGINT NOT NULL,
  vat_basis_points INT UNSIGNED NOT NULL,
  ttc_cents BIGINT NOT NULL`;

const PAYMENT = `
  payment_id ${ID} NOT NULL,
  tender_code ${CODE} NOT NULL,
  kind ${CODE} NOT NULL,
  label VARCHAR(60) NOT NULL,
  tendered_cents BIGINT NOT NULL,
  amount_cents BIGINT NOT NULL,
  change_cents BIGINT NOT NULL,
  CHECK (tendered_cents - change_cents = amount_cents)`;

/** The drafts, which change until they are gone, and the records of what they became, which never do. */
export class Tickets1732424404000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.#drafts(runner);
    await this.#finalised(runner);
    await this.#givenUp(runner);
  }

  async #drafts(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_draft_tickets (
      store_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      state ${STATE} NOT NULL,
      seller_code ${CODE} NOT NULL,
      started_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, ticket_id),
      KEY register_draft_tickets_session (store_id, register_id, session_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_draft_lines (${PLACE}, ${LINE},
      PRIMARY KEY (store_id, ticket_id, position),
      UNIQUE KEY register_draft_lines_id (store_id, ticket_id, line_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_draft_payments (${PLACE}, ${PAYMENT},
      PRIMARY KEY (store_id, ticket_id, position),
      UNIQUE KEY register_draft_payments_id (store_id, ticket_id, payment_id)
    ) ${TABLE}`);
  }

  async #finalised(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_tickets (
      store_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      epoch INT UNSIGNED NOT NULL,
      number INT UNSIGNED NOT NULL,
      seller_code ${CODE} NOT NULL,
      seller_name VARCHAR(80) NOT NULL,
      started_at DATETIME(3) NOT NULL,
      finalised_at DATETIME(3) NOT NULL,
      ttc_cents BIGINT NOT NULL,
      article_count INT UNSIGNED NOT NULL,
      PRIMARY KEY (store_id, ticket_id),
      UNIQUE KEY register_tickets_number (store_id, register_id, number),
      KEY register_tickets_session (store_id, session_id, number)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_ticket_lines (${PLACE}, ${LINE},
      PRIMARY KEY (store_id, ticket_id, position)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_ticket_payments (${PLACE},
      session_id ${ID} NOT NULL, ${PAYMENT},
      PRIMARY KEY (store_id, ticket_id, position),
      KEY register_ticket_payments_session (store_id, session_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_ticket_vat (
      store_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      vat_basis_points INT UNSIGNED NOT NULL,
      session_id ${ID} NOT NULL,
      ht_cents BIGINT NOT NULL,
      vat_cents BIGINT NOT NULL,
      ttc_cents BIGINT NOT NULL,
      CHECK (ht_cents + vat_cents = ttc_cents),
      PRIMARY KEY (store_id, ticket_id, vat_basis_points),
      KEY register_ticket_vat_session (store_id, session_id)
    ) ${TABLE}`);
  }

  async #givenUp(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_abandoned_tickets (
      store_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      seller_code ${CODE} NOT NULL,
      abandoned_by ${CODE} NOT NULL,
      started_at DATETIME(3) NOT NULL,
      abandoned_at DATETIME(3) NOT NULL,
      line_count INT UNSIGNED NOT NULL,
      ttc_cents BIGINT NOT NULL,
      line_items JSON NOT NULL,
      PRIMARY KEY (store_id, ticket_id),
      KEY register_abandoned_tickets_session (store_id, session_id, abandoned_at, ticket_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_ticket_handovers (
      store_id ${ID} NOT NULL,
      handover_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      taken_from ${CODE} NOT NULL,
      taken_by ${CODE} NOT NULL,
      former_state ${STATE} NOT NULL,
      handed_over_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, handover_id),
      KEY register_ticket_handovers_ticket (store_id, ticket_id)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
