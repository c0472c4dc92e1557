import { randomBytes, randomUUID } from 'node:crypto';
import type { Right } from '@encaisse/contracts';
import { itemBarcodeOf } from '@encaisse/register-domain';
import type { DataSource } from 'typeorm';

export interface CatalogueSeller {
  readonly code: string;
  readonly name: string;
  readonly rights: readonly Right[];
}

/** What every test dataset sells by the piece: article code is `A` and the barcode. */
export const ARTICLES = [
  { barcode: '1990000000014', label: 'Café moulu 250 g', priceCents: 395, vatCode: 'TR' },
  { barcode: '1990000000021', label: 'Huile d’olive 50 cl', priceCents: 749, vatCode: 'TR' },
  { barcode: '1990000000038', label: 'Sac réutilisable', priceCents: 20, vatCode: 'TN' },
  { barcode: '1990000000045', label: 'Champagne brut 75 cl', priceCents: 2_990, vatCode: 'TN' },
] as const;

/** What it weighs or labels itself: Comté by the kilogram under a price label and a weight label, chicken by the piece. */
export const COMTE = {
  barcode: itemBarcodeOf('2100042'),
  weightBarcode: itemBarcodeOf('2600042'),
  typedCode: '4042',
  label: 'Comté 18 mois à la coupe',
  priceCents: 2_290,
  vatCode: 'TR',
} as const;
export const CHICKEN = {
  barcode: itemBarcodeOf('2100043'),
  label: 'Poulet fermier rôti',
  priceCents: 1_290,
  vatCode: 'TR',
} as const;
/** A barcode that the first article has beside its own, as UPC-A. */
export const SECOND_BARCODE = '036000291452';

const BARCODE_RULES = [
  ['21', 'PRICE', 5, 0, 5, 2],
  ['24', 'PRICE', 5, 1, 4, 2],
  ['26', 'WEIGHT', 5, 0, 5, 3],
] as const;

const VAT_RATES = [
  ['TN', 2_000, 'Taux normal 20 %'],
  ['TR', 550, 'Taux réduit 5,5 %'],
] as const;
const TENDERS = [
  ['ESP', 'CASH', 'Espèces'],
  ['CB', 'CARD', 'Carte bancaire'],
  ['CHQ', 'CHEQUE', 'Chèque'],
  ['TR', 'VOUCHER', 'Titre restaurant'],
] as const;

/** What sync-service does at the end of an import: one sealed dataset of a register, with these sellers. */
export async function sealDataset(
  source: DataSource,
  { storeCode, registerNumber }: { readonly storeCode: string; readonly registerNumber: number },
  sellers: readonly CatalogueSeller[],
): Promise<{ datasetId: number; version: number }> {
  return source.transaction(async (manager) => {
    const insert = async (table: string, values: readonly unknown[]): Promise<number> => {
      const marks = values.map(() => '?').join(', ');
      const result: { insertId: number } = await manager.query(`INSERT INTO ${table} VALUES (${marks})`, [
        ...values,
      ]);
      return result.insertId;
    };
    const now = new Date();
    const [{ last }] = (await manager.query(
      'SELECT COALESCE(MAX(version), 0) AS last FROM catalogue_datasets WHERE store_code = ? AND register_number = ?',
      [storeCode, registerNumber],
    )) as [{ last: unknown }];
    const version = Number(last) + 1;
    const dataset = [null, storeCode, registerNumber, version, now, now, now];
    const datasetId = await insert('catalogue_datasets', dataset);
    const part = async (name: string, rows: readonly (readonly [string, ...unknown[]])[]): Promise<void> => {
      const sha256 = randomBytes(32).toString('hex');
      const partId = await insert('catalogue_parts', [
        null,
        name,
        sha256,
        rows.length,
        0,
        now,
        randomUUID(),
        null,
      ]);
      await insert('catalogue_dataset_parts', [datasetId, name, partId]);
      for (const [index, [table, ...values]] of rows.entries())
        await insert(table, [partId, ...values, index + 1]);
    };
    const codeOf = (barcode: string) => `A${barcode}`;
    await part(
      'articles',
      [
        ...[...ARTICLES, CHICKEN].map((a) => [a, 'PIECE'] as const),
        ...[COMTE].map((a) => [a, 'KILOGRAM'] as const),
      ].map(([a, unit]) => ['catalogue_articles', codeOf(a.barcode), a.label, a.vatCode, unit]),
    );
    await part(
      'barcodes',
      [
        ...[...ARTICLES, CHICKEN, COMTE].map(({ barcode }) => [barcode, barcode] as const),
        [COMTE.weightBarcode, COMTE.barcode] as const,
        [COMTE.typedCode, COMTE.barcode] as const,
        [SECOND_BARCODE, ARTICLES[0].barcode] as const,
      ].map(([barcode, of]) => ['catalogue_barcodes', barcode, codeOf(of)]),
    );
    await part(
      'barcodeRules',
      BARCODE_RULES.map((rule) => ['catalogue_barcode_rules', ...rule]),
    );
    await part(
      'prices',
      [...ARTICLES, CHICKEN, COMTE].map((a) => ['catalogue_prices', codeOf(a.barcode), a.priceCents]),
    );
    await part('priceExceptions', []);
    await part(
      'vatRates',
      VAT_RATES.map((rate) => ['catalogue_vat_rates', ...rate]),
    );
    await part(
      'tenders',
      TENDERS.map((tender) => ['catalogue_tenders', ...tender]),
    );
    await part('storeHeader', [
      [
        'catalogue_store_headers',
        `Épicerie ${storeCode}`,
        '["12 rue des Halles","69002 Lyon"]',
        '00000000000000',
        '47.11B',
        'FR00000000000',
        '04 00 00 00 00',
        '["Merci de votre visite"]',
      ],
    ]);
    await part(
      'sellers',
      sellers.map(({ code, name, rights }) => ['catalogue_sellers', code, name, JSON.stringify(rights)]),
    );
    return { datasetId, version };
  });
}
