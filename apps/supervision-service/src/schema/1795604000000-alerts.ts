import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CODE, ID, TABLE } from './sql.js';

const RULE = 'VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin';

/** What head office is warned of, and who is told. None of it is made again from the events. */
export class Alerts1795604000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // `is_open` is 1 or NULL: of a rule and its subject one alert is open, and any number are closed.
    await runner.query(`CREATE TABLE supervision_alerts (
      alert_id ${ID} NOT NULL PRIMARY KEY,
      store_id ${ID} NOT NULL,
      rule ${RULE} NOT NULL,
      subject VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      is_open TINYINT UNSIGNED NULL,
      severity ${CODE} NOT NULL,
      register_id ${ID} NULL,
      till_id ${ID} NULL,
      facts JSON NOT NULL,
      updates INT UNSIGNED NOT NULL,
      raised_at DATETIME(3) NOT NULL,
      updated_at DATETIME(3) NOT NULL,
      acknowledged_at DATETIME(3) NULL,
      acknowledged_by VARCHAR(80) NULL,
      acknowledged_note VARCHAR(500) NULL,
      closed_at DATETIME(3) NULL,
      UNIQUE KEY supervision_alerts_once (store_id, rule, subject, is_open),
      KEY supervision_alerts_raised (raised_at, alert_id),
      KEY supervision_alerts_store (store_id, raised_at, alert_id),
      KEY supervision_alerts_open (is_open, raised_at, alert_id)
    ) ${TABLE}`);
    // How far the events have been looked at, and what of them is counted.
    await runner.query(`CREATE TABLE supervision_alert_marks (
      id TINYINT UNSIGNED NOT NULL PRIMARY KEY, position BIGINT UNSIGNED NOT NULL) ${TABLE}`);
    await runner.query('INSERT INTO supervision_alert_marks VALUES (1, 0)');
    await runner.query(`CREATE TABLE supervision_import_failures (
      store_id ${ID} NOT NULL,
      register_id ${ID} NOT NULL,
      failures INT UNSIGNED NOT NULL,
      reason VARCHAR(500) NOT NULL,
      first_at DATETIME(3) NOT NULL,
      PRIMARY KEY (store_id, register_id)
    ) ${TABLE}`);
    await runner.query(`CREATE TABLE supervision_alert_thresholds (
      store_id ${ID} NOT NULL PRIMARY KEY,
      thresholds JSON NOT NULL,
      changed_at DATETIME(3) NOT NULL,
      changed_by VARCHAR(80) NOT NULL
    ) ${TABLE}`);
    await runner.query('CREATE INDEX supervision_faults_position ON supervision_faults (position)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
