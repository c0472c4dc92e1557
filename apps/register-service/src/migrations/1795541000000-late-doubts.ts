import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

/**
 * Late tickets are kept with what is doubtful about them, as their pages told them, and are admitted or dismissed once. What was
 * kept before was refused unless it was right: what it told is what it was found to be.
 */
export class LateDoubts1795541000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE register_late_tickets
      ADD COLUMN told_lines JSON NULL,
      ADD COLUMN told_payments JSON NULL,
      ADD COLUMN doubts JSON NULL`);
    await runner.query(`UPDATE register_late_tickets
      SET told_lines = line_items, told_payments = payment_items, doubts = '[]'`);
    await runner.query(`ALTER TABLE register_late_tickets
      MODIFY told_lines JSON NOT NULL,
      MODIFY told_payments JSON NOT NULL,
      MODIFY doubts JSON NOT NULL`);
    await runner.query(`CREATE TABLE register_late_settlements (
      store_id ${ID} NOT NULL,
      ticket_id ${ID} NOT NULL,
      outcome ${CODE} NOT NULL,
      register_id ${ID} NOT NULL,
      session_id ${ID} NOT NULL,
      settled_at DATETIME(3) NOT NULL,
      settled_by ${CODE} NOT NULL,
      reason VARCHAR(200) NULL,
      PRIMARY KEY (store_id, ticket_id),
      KEY register_late_settlements_session (store_id, session_id, settled_at, ticket_id)
    ) ${TABLE}`);
    await runner.query(`INSERT INTO register_late_settlements
      (store_id, ticket_id, outcome, register_id, session_id, settled_at, settled_by)
      SELECT store_id, ticket_id, 'ADMITTED', register_id, session_id, finalised_at, late_admitted_by
      FROM register_tickets WHERE late_session_id IS NOT NULL`);
    await runner.query(`ALTER TABLE register_tickets
      ADD COLUMN late_doubts JSON NULL,
      ADD COLUMN late_reason VARCHAR(200) NULL`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
