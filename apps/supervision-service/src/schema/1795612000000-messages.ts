import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

/** What head office says at the tills, as the stores told it, and who has read it there. */
export class Messages1795612000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE supervision_messages (
      store_id ${ID} NOT NULL,
      message_id ${ID} NOT NULL,
      till_id ${ID} NULL,
      text VARCHAR(500) NOT NULL,
      level ${CODE} NOT NULL,
      valid_from DATETIME(3) NOT NULL,
      valid_until DATETIME(3) NOT NULL,
      published_by VARCHAR(80) NOT NULL,
      published_at DATETIME(3) NOT NULL,
      withdrawn_by VARCHAR(80) NULL,
      withdrawn_at DATETIME(3) NULL,
      PRIMARY KEY (store_id, message_id),
      KEY supervision_messages_id (message_id),
      KEY supervision_messages_published (published_at, message_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_message_receipts (
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
