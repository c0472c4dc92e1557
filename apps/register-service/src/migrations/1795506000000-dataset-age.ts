import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How old data may be that the store works with while head office is silent. */
export class DatasetAge1795506000000 implements MigrationInterface {
  readonly name = 'DatasetAge1795506000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE register_stores ADD COLUMN max_dataset_age_hours SMALLINT UNSIGNED NOT NULL DEFAULT 72',
    );
    await runner.query('ALTER TABLE register_stores ALTER COLUMN max_dataset_age_hours DROP DEFAULT');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
