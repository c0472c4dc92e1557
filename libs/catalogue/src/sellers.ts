import { RIGHTS, type Right } from '@encaisse/contracts';
import { rowsOf, type SqlReader, type SqlRow, texts } from './sql-reader.js';

export interface Seller {
  readonly sellerCode: string;
  readonly name: string;
  /** Those that this version knows, in the order of `RIGHTS`; a newer head office may name others. */
  readonly rights: readonly Right[];
}

// The newest dataset of the store, whichever of its registers brought it: a withdrawn right must not wait for an export.
// Versions count per register, so the moment head office made the dataset decides between two of them.
const NEWEST_SELLERS_PART = `(
  SELECT p.part_id FROM catalogue_datasets d
  JOIN catalogue_dataset_parts p ON p.dataset_id = d.dataset_id AND p.name = 'sellers'
  WHERE d.store_code = ? ORDER BY d.created_at DESC, d.version DESC, d.dataset_id DESC LIMIT 1)`;

const COLUMNS = 's.seller_code AS sellerCode, s.name, s.rights';

/** Every seller of the store by code, with the rights that count now; empty before the store's first import. */
export async function sellersOfNewestDataset(sql: SqlReader, storeCode: string): Promise<Seller[]> {
  const rows = await rowsOf(
    sql,
    `SELECT ${COLUMNS} FROM catalogue_sellers s WHERE s.part_id = ${NEWEST_SELLERS_PART} ORDER BY s.seller_code`,
    [storeCode],
  );
  return rows.map(sellerOf);
}

/** One seller of the store with the rights that count now; null when the newest dataset has no such seller. */
export async function seller(sql: SqlReader, storeCode: string, sellerCode: string): Promise<Seller | null> {
  const [row] = await rowsOf(
    sql,
    `SELECT ${COLUMNS} FROM catalogue_sellers s WHERE s.part_id = ${NEWEST_SELLERS_PART} AND s.seller_code = ?`,
    [storeCode, sellerCode],
  );
  return row ? sellerOf(row) : null;
}

function sellerOf(row: SqlRow): Seller {
  const named = new Set(texts(row['rights']));
  return {
    sellerCode: row['sellerCode'] as string,
    name: row['name'] as string,
    rights: RIGHTS.filter((right) => named.has(right)),
  };
}
