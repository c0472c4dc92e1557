import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many DUPLICATA a register's records have, and past which number this life of the database counts its own. */
export class Duplicates1795544000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE register_registers
      ADD COLUMN duplicates INT UNSIGNED NOT NULL DEFAULT 0,
      ADD COLUMN duplicates_past INT UNSIGNED NOT NULL DEFAULT 0`);
    await runner.query(`UPDATE register_registers r SET duplicates = (
      SELECT COUNT(*) FROM register_print_jobs j
      WHERE j.store_id = r.store_id AND j.register_id = r.register_id AND j.duplicate_number > 0)`);
    await runner.query(`ALTER TABLE register_registers
      ALTER COLUMN duplicates DROP DEFAULT,
      ALTER COLUMN duplicates_past DROP DEFAULT`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
