import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

/** What head office says to those at the tills, what of it was withdrawn, and who has read it. */
export class Messages1795562001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE register_messages (
      store_id ${ID} NOT NULL,
      message_id ${ID} NOT NULL,
      till_id ${ID} NULL,
      text VARCHAR(500) NOT NULL,
      level ${CODE} NOT NULL,
      valid_from DATETIME(3) NOT NULL,
      valid_until DATETIME(3) NOT NULL,
      published_by VARCHAR(80) NOT NULL,
      published_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, message_id),
      KEY register_messages_id (message_id),
      KEY register_messages_until (store_id, valid_until)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_message_withdrawals (
      store_id ${ID} NOT NULL,
      message_id ${ID} NOT NULL,
      withdrawn_by VARCHAR(80) NOT NULL,
      withdrawn_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, message_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE register_message_receipts (
      store_id ${ID} NOT NULL,
      message_id ${ID} NOT NULL,
      till_id ${ID} NOT NULL,
      seller_code ${CODE} NOT NULL,
      acknowledged_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, message_id, till_id)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
