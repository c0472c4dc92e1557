import type { ArticleUnit } from '@encaisse/register-domain';
import { integer, rowsOf, type SqlReader, type SqlRow } from './sql-reader.js';

/** What a barcode sells in one dataset. */
export interface ArticleForSale {
  readonly articleCode: string;
  readonly label: string;
  readonly unit: ArticleUnit;
  /** Taxes included, per unit: the store's own price where it has one, else the chain's. */
  readonly unitPriceCents: number;
  readonly vatCode: string;
  readonly vatBasisPoints: number;
}

const COLUMNS = `a.article_code AS articleCode, a.label, a.unit, a.vat_code AS vatCode, v.basis_points AS vatBasisPoints,
         COALESCE(e.price_cents, p.price_cents) AS unitPriceCents`;

/** Rate and price of an article that is `a`, in the dataset whose part is `d`. */
const TERMS = `
  JOIN catalogue_dataset_parts vp ON vp.dataset_id = d.dataset_id AND vp.name = 'vatRates'
  JOIN catalogue_vat_rates v ON v.part_id = vp.part_id AND v.vat_code = a.vat_code
  LEFT JOIN catalogue_dataset_parts pp ON pp.dataset_id = d.dataset_id AND pp.name = 'prices'
  LEFT JOIN catalogue_prices p ON p.part_id = pp.part_id AND p.article_code = a.article_code
  LEFT JOIN catalogue_dataset_parts ep ON ep.dataset_id = d.dataset_id AND ep.name = 'priceExceptions'
  LEFT JOIN catalogue_price_exceptions e ON e.part_id = ep.part_id AND e.article_code = a.article_code`;

const HAS_PRICE = '(e.price_cents IS NOT NULL OR p.price_cents IS NOT NULL)';

// Every join is on a whole primary key: the statement touches one row of each table whatever their size.
const BY_BARCODE = `
  SELECT ${COLUMNS}
  FROM catalogue_dataset_parts d
  JOIN catalogue_barcodes b ON b.part_id = d.part_id AND b.barcode = ?
  JOIN catalogue_dataset_parts ap ON ap.dataset_id = d.dataset_id AND ap.name = 'articles'
  JOIN catalogue_articles a ON a.part_id = ap.part_id AND a.article_code = b.article_code
  ${TERMS}
  WHERE d.dataset_id = ? AND d.name = 'barcodes' AND ${HAS_PRICE}`;

/**
 * The article of a barcode as the pinned dataset has it; null when no article has it, or when head office gave that
 * article no price or no VAT rate, because it cannot be sold then.
 */
export async function articleByBarcode(
  sql: SqlReader,
  datasetId: number,
  barcode: string,
): Promise<ArticleForSale | null> {
  const [row] = await rowsOf(sql, BY_BARCODE, [barcode, datasetId]);
  return row === undefined ? null : articleOf(row);
}

/** Those of these articles that can be sold, in the order of their codes as given. */
export async function articlesByCode(
  sql: SqlReader,
  datasetId: number,
  articleCodes: readonly string[],
): Promise<ArticleForSale[]> {
  if (articleCodes.length === 0) return [];
  const rows = await rowsOf(
    sql,
    `SELECT ${COLUMNS}
     FROM catalogue_dataset_parts d
     JOIN catalogue_articles a ON a.part_id = d.part_id AND a.article_code IN (${articleCodes.map(() => '?').join(', ')})
     ${TERMS}
     WHERE d.dataset_id = ? AND d.name = 'articles' AND ${HAS_PRICE}`,
    [...articleCodes, datasetId],
  );
  const found = new Map(rows.map((row) => [row['articleCode'], articleOf(row)]));
  return articleCodes.flatMap((code) => found.get(code) ?? []);
}

const articleOf = (row: SqlRow): ArticleForSale => ({
  articleCode: row['articleCode'] as string,
  label: row['label'] as string,
  unit: row['unit'] as ArticleUnit,
  unitPriceCents: integer(row['unitPriceCents']),
  vatCode: row['vatCode'] as string,
  vatBasisPoints: integer(row['vatBasisPoints']),
});
