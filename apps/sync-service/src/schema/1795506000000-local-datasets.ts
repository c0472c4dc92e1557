import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * max_age_hours: how old data kept here may be that serve while head office is silent; NULL: none serve.
 * local_as_of: the job was served by such data, which head office last confirmed then.
 */
export class LocalDatasets1795506000000 implements MigrationInterface {
  readonly name = 'LocalDatasets1795506000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE sync_jobs ADD COLUMN max_age_hours SMALLINT UNSIGNED NULL, ADD COLUMN local_as_of DATETIME(3) NULL',
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
