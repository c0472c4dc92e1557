import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A copy may be asked for by somebody of head office, whose name is longer than a seller's code. */
export class AskedFromHeadOffice1795562000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE register_print_jobs MODIFY requested_by VARCHAR(100) NOT NULL');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
