import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What tells a lasting wrong from one that is over: registers that are written off, streams that stand still, the last failure. */
export class AlertTimes1795674000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE supervision_registers ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE AFTER oldest_pending_at',
    );
    // As a rebuild would leave them.
    await runner.query(`UPDATE supervision_registers SET retired = TRUE, pending_session_count = 0, oldest_pending_at = NULL
      WHERE state = 'OUT_OF_SERVICE' AND JSON_UNQUOTE(JSON_EXTRACT(model, '$.register.retired')) = 'true'`);
    await runner.query(`UPDATE supervision_sessions s JOIN supervision_events e
        ON e.store_id = s.store_id AND e.stream_id = s.register_id AND e.type = 'registerWrittenOff'
      SET s.lost_at = e.at, s.model = JSON_SET(s.model, '$.lostAt', JSON_UNQUOTE(JSON_EXTRACT(e.event, '$.at')))
      WHERE s.settled_at IS NULL AND s.lost_at IS NULL AND s.opened_position < e.position`);
    // Of each stream that is behind: how far it was held, and since when it has not moved.
    await runner.query('ALTER TABLE supervision_store_presences ADD COLUMN behind JSON NULL');
    await runner.query('ALTER TABLE supervision_import_failures ADD COLUMN last_at DATETIME(3) NULL');
    await runner.query('UPDATE supervision_import_failures SET last_at = first_at');
    await runner.query('ALTER TABLE supervision_import_failures MODIFY last_at DATETIME(3) NOT NULL');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
