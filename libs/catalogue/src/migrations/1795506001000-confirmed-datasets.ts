import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When head office last said of a dataset that it is its newest: how old data kept here are is counted from then. */
export class ConfirmedDatasets1795506001000 implements MigrationInterface {
  readonly name = 'ConfirmedDatasets1795506001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE catalogue_datasets ADD COLUMN confirmed_at DATETIME(3) NULL');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
