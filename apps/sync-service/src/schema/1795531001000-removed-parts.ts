import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts that are gone for every reader, and whose rows are still being deleted. */
export class RemovedParts1795531001000 implements MigrationInterface {
  readonly name = 'RemovedParts1795531001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE sync_removed_parts (
         part_id INT UNSIGNED NOT NULL PRIMARY KEY,
         name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL)
       ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
    );
    await runner.query('ALTER TABLE sync_jobs ADD KEY of_dataset (dataset_id)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
