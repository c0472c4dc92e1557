import type { BarcodeRule, EmbeddedKind } from '@encaisse/register-domain';
import { integer, rowsOf, type SqlReader } from './sql-reader.js';

/** How the chain's own labels are read in one dataset. */
export async function barcodeRules(sql: SqlReader, datasetId: number): Promise<BarcodeRule[]> {
  const rows = await rowsOf(
    sql,
    `SELECT r.prefix, r.kind, r.item_digits AS itemDigits, r.verifier_digits AS verifierDigits,
            r.value_digits AS valueDigits, r.value_decimals AS valueDecimals
     FROM catalogue_dataset_parts d JOIN catalogue_barcode_rules r ON r.part_id = d.part_id
     WHERE d.dataset_id = ? AND d.name = 'barcodeRules' ORDER BY r.prefix`,
    [datasetId],
  );
  return rows.map((row) => ({
    prefix: row['prefix'] as string,
    kind: row['kind'] as EmbeddedKind,
    itemDigits: integer(row['itemDigits']),
    verifierDigits: integer(row['verifierDigits']),
    valueDigits: integer(row['valueDigits']),
    valueDecimals: integer(row['valueDecimals']),
  }));
}
