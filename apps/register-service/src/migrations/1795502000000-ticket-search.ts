import type { MigrationInterface, QueryRunner } from 'typeorm';

const DATE = 'VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';

/** What a finalised ticket is searched by: its day, its number, its amount, or only how lately it was sold. */
export class TicketSearch1795502000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE register_tickets ADD COLUMN business_date ${DATE} DEFAULT ''`);
    await runner.query(`UPDATE register_tickets ticket
      JOIN register_sessions session ON session.session_id = ticket.session_id
      SET ticket.business_date = session.business_date`);
    await runner.query(`ALTER TABLE register_tickets
      MODIFY business_date ${DATE},
      ADD KEY register_tickets_found (store_id, finalised_at, ticket_id),
      ADD KEY register_tickets_day (store_id, business_date, finalised_at, ticket_id),
      ADD KEY register_tickets_store_number (store_id, number, finalised_at, ticket_id),
      ADD KEY register_tickets_amount (store_id, ttc_cents, finalised_at, ticket_id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
