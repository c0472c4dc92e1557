import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lately sealed sessions of many registers are asked for at once, out of six years of them. */
export class SealsByTime1795542000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX register_session_seals_time ON register_session_seals (register_id, closed_at)',
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
