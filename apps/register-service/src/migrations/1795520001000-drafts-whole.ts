import type { MigrationInterface, QueryRunner } from 'typeorm';

type Raw = Readonly<Record<string, unknown>>;

/**
 * A draft is read and written whole, five times a ticket: its lines and payments move into its row. Drafts that are being
 * written, or are parked, come along.
 */
export class DraftsWhole1795520001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE register_draft_tickets
      ADD COLUMN line_items JSON NULL, ADD COLUMN payment_items JSON NULL`);
    const lines = (await runner.query('SELECT * FROM register_draft_lines ORDER BY position')) as Raw[];
    const payments = (await runner.query('SELECT * FROM register_draft_payments ORDER BY position')) as Raw[];
    await runner.query(`UPDATE register_draft_tickets SET line_items = '[]', payment_items = '[]'`);
    await this.#move(runner, 'line_items', lines);
    await this.#move(runner, 'payment_items', payments);
    await runner.query(`ALTER TABLE register_draft_tickets
      MODIFY COLUMN line_items JSON NOT NULL, MODIFY COLUMN payment_items JSON NOT NULL`);
    await runner.query('DROP TABLE register_draft_lines');
    await runner.query('DROP TABLE register_draft_payments');
  }

  async #move(runner: QueryRunner, column: string, rows: readonly Raw[]): Promise<void> {
    for (const [, ofTicket] of Map.groupBy(rows, ({ ticket_id: ticketId }) => ticketId)) {
      const [{ store_id: storeId, ticket_id: ticketId } = {}] = ofTicket;
      await runner.query(
        `UPDATE register_draft_tickets SET ${column} = ? WHERE store_id = ? AND ticket_id = ?`,
        [JSON.stringify(ofTicket.map(itemOf)), storeId, ticketId],
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

/** A row as its properties are named in the code, without the place that its ticket has already. */
const itemOf = ({ store_id: _store, ticket_id: _ticket, ...row }: Raw): Raw =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
