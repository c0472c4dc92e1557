import type { MigrationInterface, QueryRunner } from 'typeorm';

const CODE = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin NOT NULL`;
/** Article and VAT codes are head office's text: any script, and told apart by case. */
const TEXT_CODE = (length: number) => `VARCHAR(${length}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL`;
const SHA256 = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
/** Line of the part's body, from 1: rows read in its order are the body again, which its sha256 can be taken of. */
const LINE = 'line_number INT UNSIGNED NOT NULL';
const PRICES = `part_id INT UNSIGNED NOT NULL, article_code ${TEXT_CODE(32)}, price_cents BIGINT NOT NULL, ${LINE},
  PRIMARY KEY (part_id, article_code)`;

const TABLES = [
  `catalogue_parts (
    part_id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, name ${CODE(32)}, part_version ${SHA256},
    row_count INT UNSIGNED NOT NULL, rejected_count INT UNSIGNED NOT NULL, sealed_at DATETIME(3) NOT NULL,
    loaded_by CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    UNIQUE KEY one_copy (name, part_version))`,
  `catalogue_datasets (
    dataset_id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, store_code ${CODE(16)},
    register_number SMALLINT UNSIGNED NOT NULL, version BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(3) NOT NULL, sealed_at DATETIME(3) NOT NULL,
    UNIQUE KEY one_version (store_code, register_number, version), KEY newest_of_store (store_code, created_at))`,
  `catalogue_dataset_parts (
    dataset_id INT UNSIGNED NOT NULL, name ${CODE(32)}, part_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (dataset_id, name), KEY uses_of_part (part_id))`,
  `catalogue_articles (
    part_id INT UNSIGNED NOT NULL, article_code ${TEXT_CODE(32)}, label VARCHAR(200) NOT NULL,
    vat_code ${TEXT_CODE(8)}, ${LINE}, PRIMARY KEY (part_id, article_code))`,
  `catalogue_barcodes (
    part_id INT UNSIGNED NOT NULL, barcode ${CODE(14)}, article_code ${TEXT_CODE(32)}, ${LINE},
    PRIMARY KEY (part_id, barcode))`,
  `catalogue_prices (${PRICES})`,
  `catalogue_price_exceptions (${PRICES})`,
  `catalogue_vat_rates (
    part_id INT UNSIGNED NOT NULL, vat_code ${TEXT_CODE(8)}, basis_points INT UNSIGNED NOT NULL,
    label VARCHAR(60) NOT NULL, ${LINE}, PRIMARY KEY (part_id, vat_code))`,
  `catalogue_tenders (
    part_id INT UNSIGNED NOT NULL, tender_code ${CODE(16)}, kind ${CODE(16)}, label VARCHAR(60) NOT NULL, ${LINE},
    PRIMARY KEY (part_id, tender_code))`,
  `catalogue_store_headers (
    part_id INT UNSIGNED NOT NULL PRIMARY KEY, name VARCHAR(80) NOT NULL, address_lines JSON NOT NULL,
    siret ${CODE(14)}, naf VARCHAR(8) NOT NULL, vat_number VARCHAR(20) NOT NULL, phone VARCHAR(30) NOT NULL,
    footer_lines JSON NOT NULL, ${LINE})`,
  `catalogue_sellers (
    part_id INT UNSIGNED NOT NULL, seller_code ${CODE(16)}, name VARCHAR(80) NOT NULL, rights JSON NOT NULL, ${LINE},
    PRIMARY KEY (part_id, seller_code))`,
];

/**
 * What imports bring. A row of `catalogue_parts` or `catalogue_datasets` exists only once it is whole and checked, so no
 * reader meets a half-loaded one. No foreign keys: parts are loaded in bulk, and none is deleted while a dataset names it.
 */
export class Catalogue1795478400000 implements MigrationInterface {
  readonly name = 'Catalogue1795478400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(
        `CREATE TABLE ${table} ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
