import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an import last counted on a part that it found here: none is deleted that one may still be about to use. */
export class NeededParts1795531000000 implements MigrationInterface {
  readonly name = 'NeededParts1795531000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE catalogue_parts ADD COLUMN needed_at DATETIME(3) NULL');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
