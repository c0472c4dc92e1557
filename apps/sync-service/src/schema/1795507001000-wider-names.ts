import type { MigrationInterface, QueryRunner } from 'typeorm';

const NAME = 'VARCHAR(100) NOT NULL';

/** A person at head office stands under her name with a prefix, so that no seller's code is mistaken for it. */
export class WiderNames1795507001000 implements MigrationInterface {
  readonly name = 'WiderNames1795507001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sync_jobs MODIFY requested_by ${NAME}`);
    await runner.query(
      `ALTER TABLE sync_acceptances MODIFY requested_by ${NAME}, MODIFY approved_by ${NAME}`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
