import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';

/** Who is told of alerts by mail or webhook, and what was sent to whom. */
export class AlertDeliveries1795613000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // What was deleted stays for as long as its deliveries are listed. The secret is sealed.
    await runner.query(`CREATE TABLE supervision_alert_subscriptions (
      subscription_id ${ID} NOT NULL PRIMARY KEY,
      channel ${CODE} NOT NULL,
      store_id ${ID} NULL,
      rule VARCHAR(32) ${ASCII} NULL,
      severity_min ${CODE} NOT NULL,
      moments VARCHAR(64) ${ASCII} NOT NULL,
      target TEXT NOT NULL,
      secret VARCHAR(200) ${ASCII} NULL,
      created_by VARCHAR(80) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      changed_by VARCHAR(80) NOT NULL,
      changed_at DATETIME(3) NOT NULL,
      off_at DATETIME(3) NULL,
      off_reason ${CODE} NULL,
      deleted_at DATETIME(3) NULL
    ) ${TABLE}`);
    // `receiver`: a mail address, or the id of a webhook's subscription. Who waits for one waits for nobody else.
    await runner.query(`CREATE TABLE supervision_alert_deliveries (
      delivery_id ${ID} NOT NULL PRIMARY KEY,
      subscription_id ${ID} NOT NULL,
      alert_id ${ID} NULL,
      store_id ${ID} NULL,
      moment ${CODE} NOT NULL,
      channel ${CODE} NOT NULL,
      receiver VARCHAR(254) ${ASCII} NOT NULL,
      alert JSON NULL,
      message_id ${ID} NULL,
      state ${CODE} NOT NULL,
      attempts INT UNSIGNED NOT NULL,
      last_error VARCHAR(300) NULL,
      created_at DATETIME(3) NOT NULL,
      next_attempt_at DATETIME(3) NULL,
      give_up_at DATETIME(3) NOT NULL,
      finished_at DATETIME(3) NULL,
      UNIQUE KEY supervision_alert_deliveries_once (alert_id, moment, subscription_id, receiver),
      KEY supervision_alert_deliveries_due (state, next_attempt_at),
      KEY supervision_alert_deliveries_receiver (receiver, state),
      KEY supervision_alert_deliveries_subscription (subscription_id, state),
      KEY supervision_alert_deliveries_created (created_at, delivery_id),
      KEY supervision_alert_deliveries_store (store_id, created_at, delivery_id)
    ) ${TABLE}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
