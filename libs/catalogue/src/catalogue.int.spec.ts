import { withCheckDigit } from '@encaisse/register-domain';
import { type TestDatabase, testDatabase } from '@encaisse/testing';
import { DataSource } from 'typeorm';
import {
  ArticleIndex,
  articleByBarcode,
  articleByScan,
  articlesByCode,
  CATALOGUE_MIGRATIONS,
  searchedPartsOf,
  seller,
  sellersOfNewestDataset,
  storeHeader,
  tenders,
  vatRates,
} from './index.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await testDatabase('catalogue');
  source = new DataSource({
    type: 'mariadb',
    url: database.adminUrl,
    migrations: [...CATALOGUE_MIGRATIONS],
    timezone: 'Z',
  });
  await source.initialize();
  await source.runMigrations();
  await seal();
});

afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

const NAMES = [
  'articles',
  'barcodes',
  'prices',
  'priceExceptions',
  'vatRates',
  'tenders',
  'storeHeader',
  'sellers',
  'barcodeRules',
];

/** Two datasets of one store, of two registers: part n of `NAMES` is part n + 1; the second one has sellers of its own. */
async function seal(): Promise<void> {
  const part = (partId: number, name: string, version: string) =>
    source.query('INSERT INTO catalogue_parts VALUES (?, ?, ?, 1, 0, UTC_TIMESTAMP(3), UUID(), NULL)', [
      partId,
      name,
      version,
    ]);
  for (const [index, name] of NAMES.entries()) await part(index + 1, name, 'a'.repeat(64));
  await part(10, 'sellers', 'b'.repeat(64));
  const datasets = [
    { id: 1, register: 1, version: 7, createdAt: '2026-11-20 04:00:00.000', sellersPart: 8 },
    { id: 2, register: 2, version: 3, createdAt: '2026-11-21 04:00:00.000', sellersPart: 10 },
  ];
  for (const { id, register, version, createdAt, sellersPart } of datasets) {
    await source.query("INSERT INTO catalogue_datasets VALUES (?, 'S01', ?, ?, ?, UTC_TIMESTAMP(3), NULL)", [
      id,
      register,
      version,
      createdAt,
    ]);
    for (const [index, name] of NAMES.entries()) {
      const partId = name === 'sellers' ? sellersPart : index + 1;
      await source.query('INSERT INTO catalogue_dataset_parts VALUES (?, ?, ?)', [id, name, partId]);
    }
  }
  const rows = [
    "catalogue_articles VALUES (1,'A1','Café 250 g','TR','PIECE',1), (1,'A2','Sac','TN','PIECE',2), (1,'A3','Sans prix','TN','PIECE',3), (1,'A4','TVA inconnue','??','PIECE',4)",
    "catalogue_barcodes VALUES (2,'1990000000014','A1',1), (2,'2','A2',2), (2,'3','A3',3), (2,'4','A4',4), (2,'2100042000001','A2',5), (2,'036000291452','A1',6)",
    "catalogue_barcode_rules VALUES (9,'21','PRICE',5,0,5,2,1), (9,'2199','WEIGHT',3,0,5,3,2)",
    "catalogue_prices VALUES (3,'A1',395,1), (3,'A2',10,2), (3,'A4',100,3)",
    "catalogue_price_exceptions VALUES (4,'A1',349,1)",
    "catalogue_vat_rates VALUES (5,'TN',2000,'Taux normal 20 %',1), (5,'TR',550,'Taux réduit 5,5 %',2)",
    "catalogue_tenders VALUES (6,'ESP','CASH','Espèces',1), (6,'CB','CARD','Carte bancaire',2)",
    `catalogue_store_headers VALUES (7,'Épicerie des Halles','["12 rue des Halles","69002 Lyon"]','00000000000000','47.11B','FR00000000000','','["Merci"]',1)`,
    `catalogue_sellers VALUES (8,'R01','Camille Robin','["OPEN","CLOSE","IMPORT"]',1),
                              (10,'R01','Camille Robin','["CLOSE","FLY_TO_THE_MOON","OPEN"]',1)`,
  ];
  for (const statement of rows) await source.query(`INSERT INTO ${statement}`);
}

describe('a pinned dataset', () => {
  it("sells an article at the store's own price before the chain's", async () => {
    expect(await articleByBarcode(source, 1, '1990000000014')).toEqual({
      articleCode: 'A1',
      label: 'Café 250 g',
      unit: 'PIECE',
      unitPriceCents: 349,
      vatCode: 'TR',
      vatBasisPoints: 550,
    });
    expect(await articleByBarcode(source, 1, '2')).toMatchObject({
      unitPriceCents: 10,
      vatBasisPoints: 2000,
    });
  });

  it('knows no article by a barcode that is not there, and sells none without a price or a VAT rate', async () => {
    for (const barcode of ['9', '3', '4']) expect(await articleByBarcode(source, 1, barcode)).toBeNull();
    expect(await articleByBarcode(source, 99, '2')).toBeNull();
  });

  it('reads the article of a barcode by whole keys alone, whatever the size of the tables', async () => {
    const statements: [string, unknown[]][] = [];
    await articleByBarcode(
      {
        query: async (sql, parameters = []) => {
          statements.push([sql, parameters]);
          return [];
        },
      },
      1,
      '1990000000014',
    );
    expect(statements).toHaveLength(1);
    const [[statement, parameters]] = statements as [[string, unknown[]]];
    const plan = (await source.query(`EXPLAIN FORMAT=TRADITIONAL ${statement}`, parameters)) as {
      type: string;
      rows: unknown;
    }[];
    expect(plan.map(({ type, rows }) => [type, Number(rows)])).toEqual(plan.map(() => ['const', 1]));
  });

  it('has tenders, VAT rates and a header', async () => {
    expect(await tenders(source, 1)).toEqual([
      { tenderCode: 'CB', kind: 'CARD', label: 'Carte bancaire' },
      { tenderCode: 'ESP', kind: 'CASH', label: 'Espèces' },
    ]);
    expect((await vatRates(source, 1)).map((rate) => [rate.vatCode, rate.basisPoints])).toEqual([
      ['TR', 550],
      ['TN', 2000],
    ]);
    expect(await storeHeader(source, 1)).toMatchObject({
      name: 'Épicerie des Halles',
      addressLines: ['12 rue des Halles', '69002 Lyon'],
      footerLines: ['Merci'],
    });
    expect(await storeHeader(source, 99)).toBeNull();
  });
});

describe('the sellers of a store', () => {
  it('have the rights of the newest dataset, whichever register brought it and whatever its number', async () => {
    const rights = ['OPEN', 'CLOSE'];
    expect(await sellersOfNewestDataset(source, 'S01')).toEqual([
      { sellerCode: 'R01', name: 'Camille Robin', rights },
    ]);
    expect(await seller(source, 'S01', 'R01')).toEqual({ sellerCode: 'R01', name: 'Camille Robin', rights });
  });

  it('are nobody before the first import and under an unknown code', async () => {
    expect(await sellersOfNewestDataset(source, 'S99')).toEqual([]);
    expect(await seller(source, 'S01', 'r01')).toBeNull();
  });
});

describe('what was scanned', () => {
  const found = (text: string) => articleByScan(source, 1, text);

  it('is first what the dataset names, then the same GTIN in its other forms', async () => {
    expect(await found('036000291452')).toMatchObject({ kind: 'FOUND', found: { barcode: '036000291452' } });
    expect(await found('00036000291452')).toMatchObject({
      kind: 'FOUND',
      found: { barcode: '036000291452' },
    });
    expect(await found('(01)00036000291452(3922)395')).toMatchObject({
      found: { article: { articleCode: 'A1' }, priceCents: 395, weightThousandths: null },
    });
  });

  it('is a label of the chain’s own only where the dataset does not name it', async () => {
    const item = '2100042000001';
    expect(await found(item)).toMatchObject({ found: { barcode: item, priceCents: null } });
    const label = withCheckDigit('210004200395');
    expect(await found(label)).toMatchObject({
      found: { article: { articleCode: 'A2' }, barcode: label, priceCents: 395 },
    });
    expect(await found(withCheckDigit('219904200395'))).toMatchObject({ kind: 'UNKNOWN' });
    expect(await articleByScan(source, 99, label)).toMatchObject({ kind: 'UNKNOWN' });
  });

  it('is said to be misread, or unknown', async () => {
    expect(await found('3017620422003')).toEqual({ kind: 'UNKNOWN', barcode: '3017620422003' });
    expect(await found('3017620422004')).toEqual({ kind: 'INVALID', problem: 'CHECK_DIGIT' });
    expect(await found('Café')).toEqual({ kind: 'INVALID', problem: 'NOT_A_BARCODE' });
  });
});

describe('the index of articles', () => {
  it('is made of the parts of a dataset and finds by label, code and barcode', async () => {
    expect(await searchedPartsOf(source, 99)).toBeNull();
    const parts = await searchedPartsOf(source, 1);
    expect(parts).toEqual({ articlesPartId: 1, barcodesPartId: 2 });
    const index = await ArticleIndex.read(source, { articlesPartId: 1, barcodesPartId: 2 });
    const codes = (text: string, limit = 10) =>
      index.search(text, limit).map(({ articleCode }) => articleCode);
    expect(codes('cafe')).toEqual(['A1']);
    expect(codes('250 CAF')).toEqual(['A1']);
    expect(codes('s')).toEqual(['A2', 'A3']);
    expect(codes('s', 1)).toEqual(['A2']);
    expect(codes('a2')).toEqual(['A2']);
    expect(index.search('03600', 1)).toEqual([
      { articleCode: 'A1', barcodes: ['036000291452', '1990000000014'] },
    ]);
    for (const text of ['', ' ', '\n', '\t', 'ac', 'cafe sac'])
      expect([text, codes(text)]).toEqual([text, []]);
  });

  it('finds what cannot be sold, which is left out when its price is read', async () => {
    const articles = await articlesByCode(source, 1, ['A4', 'A2', 'A3', 'A1', 'A9']);
    expect(articles.map(({ articleCode, unitPriceCents }) => [articleCode, unitPriceCents])).toEqual([
      ['A2', 10],
      ['A1', 349],
    ]);
    expect(await articlesByCode(source, 1, [])).toEqual([]);
  });
});
