import type { TenderKind } from '@encaisse/contracts';
import { integer, rowsOf, type SqlReader, texts } from './sql-reader.js';

export interface Tender {
  readonly tenderCode: string;
  readonly kind: TenderKind;
  readonly label: string;
}

export interface VatRate {
  readonly vatCode: string;
  readonly basisPoints: number;
  readonly label: string;
}

/** What stands above and below every ticket of the store. */
export interface StoreHeader {
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly siret: string;
  readonly naf: string;
  readonly vatNumber: string;
  readonly phone: string;
  readonly footerLines: readonly string[];
}

/** The means of payment of a dataset, by code. */
export async function tenders(sql: SqlReader, datasetId: number): Promise<Tender[]> {
  const rows = await rowsOf(
    sql,
    `SELECT t.tender_code AS tenderCode, t.kind, t.label
     FROM catalogue_dataset_parts d JOIN catalogue_tenders t ON t.part_id = d.part_id
     WHERE d.dataset_id = ? AND d.name = 'tenders' ORDER BY t.tender_code`,
    [datasetId],
  );
  return rows.map((row) => ({
    tenderCode: row['tenderCode'] as string,
    kind: row['kind'] as TenderKind,
    label: row['label'] as string,
  }));
}

/** The VAT rates of a dataset, lowest first. */
export async function vatRates(sql: SqlReader, datasetId: number): Promise<VatRate[]> {
  const rows = await rowsOf(
    sql,
    `SELECT v.vat_code AS vatCode, v.basis_points AS basisPoints, v.label
     FROM catalogue_dataset_parts d JOIN catalogue_vat_rates v ON v.part_id = d.part_id
     WHERE d.dataset_id = ? AND d.name = 'vatRates' ORDER BY v.basis_points, v.vat_code`,
    [datasetId],
  );
  return rows.map((row) => ({
    vatCode: row['vatCode'] as string,
    basisPoints: integer(row['basisPoints']),
    label: row['label'] as string,
  }));
}

/** The store's header; null only for a dataset that does not exist, because none is sealed without one. */
export async function storeHeader(sql: SqlReader, datasetId: number): Promise<StoreHeader | null> {
  const [row] = await rowsOf(
    sql,
    `SELECT h.name, h.address_lines AS addressLines, h.siret, h.naf, h.vat_number AS vatNumber, h.phone,
            h.footer_lines AS footerLines
     FROM catalogue_dataset_parts d JOIN catalogue_store_headers h ON h.part_id = d.part_id
     WHERE d.dataset_id = ? AND d.name = 'storeHeader'`,
    [datasetId],
  );
  if (!row) return null;
  return {
    name: row['name'] as string,
    addressLines: texts(row['addressLines']),
    siret: row['siret'] as string,
    naf: row['naf'] as string,
    vatNumber: row['vatNumber'] as string,
    phone: row['phone'] as string,
    footerLines: texts(row['footerLines']),
  };
}
