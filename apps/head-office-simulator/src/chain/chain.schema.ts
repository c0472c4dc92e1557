/** Key under which the file of the chain's own data is injected. */
export const CHAIN_DATABASE = Symbol('chain database');

/** Store code under which a part of the whole chain is kept. */
export const WHOLE_CHAIN = '';

/** Schema of `chain.db`: what this head office knows and hands out. One step per version, never edited. */
export const CHAIN_SCHEMA: readonly string[] = [
  `
  CREATE TABLE chain_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE stores (store_code TEXT PRIMARY KEY, header TEXT NOT NULL) STRICT;
  CREATE TABLE registers (
    store_code TEXT NOT NULL REFERENCES stores, register_number INTEGER NOT NULL,
    PRIMARY KEY (store_code, register_number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sellers (
    store_code TEXT NOT NULL REFERENCES stores, seller_code TEXT NOT NULL, name TEXT NOT NULL, rights TEXT NOT NULL,
    PRIMARY KEY (store_code, seller_code)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE vat_rates (vat_code TEXT PRIMARY KEY, basis_points INTEGER NOT NULL, label TEXT NOT NULL) STRICT;
  CREATE TABLE tenders (tender_code TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL) STRICT;
  CREATE TABLE articles (
    article_code TEXT PRIMARY KEY, barcode TEXT NOT NULL, label TEXT NOT NULL, vat_code TEXT NOT NULL,
    price_cents INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE staged_articles (
    article_code TEXT PRIMARY KEY, barcode TEXT NOT NULL, label TEXT NOT NULL, vat_code TEXT NOT NULL,
    price_cents INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE price_exceptions (
    store_code TEXT NOT NULL REFERENCES stores, article_code TEXT NOT NULL, price_cents INTEGER NOT NULL,
    PRIMARY KEY (store_code, article_code)
  ) STRICT, WITHOUT ROWID;
  -- A version number is given once, for ever: AUTOINCREMENT keeps it so after a deletion.
  CREATE TABLE versions (version INTEGER PRIMARY KEY AUTOINCREMENT, created_at TEXT NOT NULL) STRICT;
  CREATE TABLE parts (
    name TEXT NOT NULL, store_code TEXT NOT NULL, sha256 TEXT NOT NULL, row_count INTEGER NOT NULL,
    byte_count INTEGER NOT NULL, version INTEGER NOT NULL REFERENCES versions,
    PRIMARY KEY (name, store_code)
  ) STRICT, WITHOUT ROWID;
  -- Parts whose data changed and which are still to be rendered: written with the change itself, so that a stop
  -- between the two loses nothing.
  CREATE TABLE due_parts (
    name TEXT NOT NULL, store_code TEXT NOT NULL, PRIMARY KEY (name, store_code)
  ) STRICT, WITHOUT ROWID
  `,
  `
  ALTER TABLE articles ADD COLUMN unit TEXT NOT NULL DEFAULT 'PIECE';
  ALTER TABLE staged_articles ADD COLUMN unit TEXT NOT NULL DEFAULT 'PIECE';
  CREATE TABLE other_barcodes (barcode TEXT PRIMARY KEY, article_code TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX other_barcodes_of_article ON other_barcodes (article_code);
  CREATE TABLE staged_barcodes (barcode TEXT PRIMARY KEY, article_code TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE barcode_rules (
    prefix TEXT PRIMARY KEY, kind TEXT NOT NULL, item_digits INTEGER NOT NULL, verifier_digits INTEGER NOT NULL,
    value_digits INTEGER NOT NULL, value_decimals INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO due_parts VALUES ('articles', ''), ('barcodeRules', '')
  `,
];
