import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Positions of a new database begin at the milliseconds of the day it was made: behind all that another one before it has
 * given, which grow by less than a thousand a second. Whoever remembers one of those is told that it is forgotten, and not
 * shown another story behind the same number.
 */
export class Positions1795601000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE supervision_counter ADD COLUMN began BIGINT UNSIGNED NOT NULL DEFAULT 0');
    const began = Date.now();
    await runner.query('UPDATE supervision_counter SET position = ?, began = ? WHERE position = 0', [
      began,
      began,
    ]);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
