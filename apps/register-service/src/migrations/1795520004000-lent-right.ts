import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Room for the longest right, ACCEPT_DIFFERENCE. */
export class LentRight1795520004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE register_grants MODIFY lent_right VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL',
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
