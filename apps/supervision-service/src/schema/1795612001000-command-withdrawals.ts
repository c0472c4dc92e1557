import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who had a command withdrawn that its store did not answer. */
export class CommandWithdrawals1795612001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE supervision_commands
      ADD COLUMN withdrawn_by VARCHAR(80) NULL,
      ADD COLUMN withdrawn_at DATETIME(3) NULL`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
