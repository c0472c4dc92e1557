import type { PartName } from '@encaisse/contracts';

/** Where the rows of a part go. */
export interface PartTable {
  readonly table: string;
  /** In the order of the contract's columns. */
  readonly columns: readonly string[];
  /** Which of them hold a code that rows are found by: compared to the letter, so without spaces around it. */
  readonly codes: readonly number[];
  /** Which of them no two rows may share; null where the part holds one row. */
  readonly key: number | null;
  /**
   * Whether bad rows may be set aside at all. A missing VAT rate or tender would falsify every ticket that needs it,
   * so such a part is whole or refused.
   */
  readonly mayLoseRows: boolean;
}

export const PART_TABLES: Readonly<Record<PartName, PartTable>> = {
  articles: {
    table: 'catalogue_articles',
    columns: ['article_code', 'label', 'vat_code', 'unit'],
    codes: [0, 2],
    key: 0,
    mayLoseRows: true,
  },
  barcodes: {
    table: 'catalogue_barcodes',
    columns: ['barcode', 'article_code'],
    codes: [1],
    key: 0,
    mayLoseRows: true,
  },
  barcodeRules: {
    table: 'catalogue_barcode_rules',
    columns: ['prefix', 'kind', 'item_digits', 'verifier_digits', 'value_digits', 'value_decimals'],
    codes: [],
    key: 0,
    mayLoseRows: true,
  },
  prices: {
    table: 'catalogue_prices',
    columns: ['article_code', 'price_cents'],
    codes: [0],
    key: 0,
    mayLoseRows: true,
  },
  priceExceptions: {
    table: 'catalogue_price_exceptions',
    columns: ['article_code', 'price_cents'],
    codes: [0],
    key: 0,
    mayLoseRows: true,
  },
  vatRates: {
    table: 'catalogue_vat_rates',
    columns: ['vat_code', 'basis_points', 'label'],
    codes: [0],
    key: 0,
    mayLoseRows: false,
  },
  tenders: {
    table: 'catalogue_tenders',
    columns: ['tender_code', 'kind', 'label'],
    codes: [],
    key: 0,
    mayLoseRows: false,
  },
  storeHeader: {
    table: 'catalogue_store_headers',
    columns: ['name', 'address_lines', 'siret', 'naf', 'vat_number', 'phone', 'footer_lines'],
    codes: [],
    key: null,
    mayLoseRows: false,
  },
  sellers: {
    table: 'catalogue_sellers',
    columns: ['seller_code', 'name', 'rights'],
    codes: [],
    key: 0,
    mayLoseRows: true,
  },
};

/**
 * How many rows of a part may be bad before it is refused whole. One bad row of a small part is no reason to keep a
 * store closed; none is allowed where the limit is 0.
 */
export function rejectsAllowed(name: PartName, rows: number, maxPermille: number): number {
  if (!PART_TABLES[name].mayLoseRows || maxPermille === 0) return 0;
  return Math.max(1, Math.floor((rows * maxPermille) / 1_000));
}
