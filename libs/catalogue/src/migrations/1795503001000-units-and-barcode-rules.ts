import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a price is of, and how the chain's own labels are read. Parts loaded before are of another shape, which no
 * manifest names any more: their articles count as pieces until the next import replaces them.
 */
export class UnitsAndBarcodeRules1795503001000 implements MigrationInterface {
  readonly name = 'UnitsAndBarcodeRules1795503001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE catalogue_articles ADD COLUMN unit VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
       DEFAULT 'PIECE' AFTER vat_code`,
    );
    await runner.query(
      `CREATE TABLE catalogue_barcode_rules (
        part_id INT UNSIGNED NOT NULL, prefix VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, item_digits TINYINT UNSIGNED NOT NULL,
        verifier_digits TINYINT UNSIGNED NOT NULL, value_digits TINYINT UNSIGNED NOT NULL,
        value_decimals TINYINT UNSIGNED NOT NULL, line_number INT UNSIGNED NOT NULL, PRIMARY KEY (part_id, prefix))
       ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
