import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each ticket took off its prices, beside its total, so that a session's are summed without its lines. */
export class Reductions1795501002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE register_tickets
      ADD COLUMN discount_count INT UNSIGNED NOT NULL,
      ADD COLUMN discounts_cents BIGINT NOT NULL,
      ADD COLUMN override_count INT UNSIGNED NOT NULL,
      ADD COLUMN overrides_cents BIGINT NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
