import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type BackOfficeChain,
  type BackOfficeChange,
  type DatasetManifest,
  type DatasetPart,
  datasetManifest,
  exchangePath,
  PART_ROWS,
  PARTS,
  type PartName,
} from '@encaisse/contracts';
import { HeadOffice, rawGet } from '../../spec/head-office.js';

let office: HeadOffice;
beforeAll(async () => {
  office = await HeadOffice.start();
});
afterAll(() => office.stop());

const manifestPath = (storeCode: string, registerNumber = 1): string =>
  exchangePath('readDatasetManifest', { storeCode, registerNumber });
const manifestOf = async (storeCode: string): Promise<DatasetManifest> =>
  datasetManifest.parse((await office.get(manifestPath(storeCode))).body);
const partOf = (manifest: DatasetManifest, name: PartName): DatasetPart => {
  const part = manifest.parts.find((one) => one.name === name);
  if (part === undefined) throw new Error(`the manifest has no part ${name}`);
  return part;
};
const bodyOf = async ({ name, sha256 }: DatasetPart): Promise<string> =>
  (await office.get<string>(exchangePath('readPart', { name, sha256 }))).body;
const rowsOf = async (storeCode: string, name: PartName): Promise<unknown[][]> => {
  const body = await bodyOf(partOf(await manifestOf(storeCode), name));
  return body
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
};
const shaOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the dataset of a register', () => {
  it('is a manifest whose parts have the rows, bytes and sha256 that it states', async () => {
    const manifest = await manifestOf('S01');
    expect(manifest).toMatchObject({ schemaVersion: 1, storeCode: 'S01', registerNumber: 1 });
    for (const part of manifest.parts) {
      const body = await bodyOf(part);
      expect(part).toEqual({
        name: part.name,
        scope: PARTS[part.name].scope,
        columns: PARTS[part.name].columns,
        rows: body.split('\n').length - 1,
        bytes: Buffer.byteLength(body),
        sha256: shaOf(body),
      });
    }
  });

  it('has rows that fit their parts, an article, a barcode and a price for each product', async () => {
    for (const { name, rows } of (await manifestOf('S02')).parts) {
      const read = await rowsOf('S02', name);
      for (const row of read) expect(PART_ROWS[name].safeParse(row).error?.issues).toBeUndefined();
      expect(read).toHaveLength(rows);
    }
    expect(await rowsOf('S01', 'articles')).toHaveLength(200);
    expect(await rowsOf('S01', 'barcodes')).toContainEqual(['1990000000010', 'A1990000000010']);
    expect(await rowsOf('S01', 'articles')).toContainEqual([
      'A2100001000004',
      'Bananes Cavendish',
      'TR',
      'KILOGRAM',
    ]);
    const bananas = (await rowsOf('S01', 'barcodes')).filter(([, code]) => code === 'A2100001000004');
    expect(bananas.map(([barcode]) => barcode)).toEqual(['2100001000004', '2600001000009', '4011']);
    expect(await rowsOf('S01', 'prices')).toContainEqual(['A1990000000010', 790]);
  });

  it('comes gzipped or plain, the same bytes', async () => {
    const { name, sha256, bytes } = partOf(await manifestOf('S01'), 'articles');
    const path = exchangePath('readPart', { name, sha256 });
    const gzipped = await rawGet(office, path, 'br;q=1, gzip');
    expect(gzipped.headers['content-encoding']).toBe('gzip');
    expect(gzipped.headers['content-type']).toBe('application/x-ndjson');
    expect(gzipped.body.length).toBeLessThan(bytes / 3);
    expect(shaOf(gunzipSync(gzipped.body))).toBe(sha256);
    for (const accepted of ['identity', 'gzip;q=0', 'br']) {
      const plain = await rawGet(office, path, accepted);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(shaOf(plain.body)).toBe(sha256);
    }
  });

  it('need not be read again while nothing has changed', async () => {
    const { headers } = await office.get(manifestPath('S01'));
    const etag = headers.get('etag') ?? '';
    for (const known of [etag, `"other", W/${etag}`, '*']) {
      expect(await office.get(manifestPath('S01'), { 'if-none-match': known })).toMatchObject({
        status: 304,
      });
    }
    expect(await office.get(manifestPath('S01'), { 'if-none-match': '"other"' })).toMatchObject({
      status: 200,
    });
  });

  it('is refused for a store, a register, a part that are not known, and without the key', async () => {
    expect((await office.get(manifestPath('S99'))).body).toMatchObject({ code: 'UNKNOWN_STORE' });
    expect((await office.get(manifestPath('S01', 9))).body).toMatchObject({ code: 'UNKNOWN_REGISTER' });
    const part = exchangePath('readPart', { name: 'articles', sha256: 'a'.repeat(64) });
    expect(await office.get(part)).toMatchObject({ status: 404, body: { code: 'UNKNOWN_PART' } });
    for (const path of [part, manifestPath('S01'), '/back-office/v1/chain']) {
      expect((await office.get(path, { authorization: '' })).body).toMatchObject({ code: 'UNAUTHORIZED' });
    }
    const climbing = exchangePath('readPart', { name: '../chain', sha256: 'a'.repeat(64) });
    expect((await office.get(climbing)).body).toMatchObject({ code: 'BODY_INVALID' });
  });
});

describe('a change at head office', () => {
  it('of a price gives every store a new version, in which nothing but the prices is new', async () => {
    const before = await manifestOf('S02');
    const { body } = await office.put<BackOfficeChange>('/back-office/v1/articles/A1990000000010/price', {
      priceCents: 812,
    });
    const after = await manifestOf('S02');
    expect(after.datasetVersion).toBe(body.datasetVersion);
    expect(after.datasetVersion).toBeGreaterThan(before.datasetVersion);
    const changed = after.parts.filter(({ name, sha256 }) => partOf(before, name).sha256 !== sha256);
    expect(changed.map(({ name }) => name)).toEqual(['prices']);
    expect(await rowsOf('S01', 'prices')).toContainEqual(['A1990000000010', 812]);
  });

  it('of a seller gives a new version to that store alone', async () => {
    const other = await manifestOf('S02');
    const before = await manifestOf('S01');
    await office.put('/back-office/v1/stores/S01/sellers/V01', { name: 'Camille Robin', rights: [] });
    expect(await rowsOf('S01', 'sellers')).toContainEqual(['V01', 'Camille Robin', []]);
    expect((await manifestOf('S01')).datasetVersion).toBeGreaterThan(before.datasetVersion);
    expect(await manifestOf('S02')).toEqual(other);
  });

  it('that changes nothing spends no version', async () => {
    const change = { name: 'Lucas Perrin', rights: ['CONNECT', 'REFUND'] };
    const first = await office.put('/back-office/v1/stores/S01/sellers/V02', change);
    const again = await office.put('/back-office/v1/stores/S01/sellers/V02', change);
    expect(again.body).toEqual(first.body);
  });

  it('of a store brings a price of its own and takes it back', async () => {
    const path = '/back-office/v1/stores/S02/price-exceptions/A1990000000027';
    await office.put(path, { priceCents: 199 });
    expect(await rowsOf('S02', 'priceExceptions')).toEqual([['A1990000000027', 199]]);
    expect(await rowsOf('S01', 'priceExceptions')).toEqual([]);
    await office.put(path, { priceCents: null });
    expect(await rowsOf('S02', 'priceExceptions')).toEqual([]);
  });

  it('adds stores and registers, which have a dataset at once', async () => {
    const { stores } = (await office.get<BackOfficeChain>('/back-office/v1/chain')).body;
    const header = { ...stores[0]?.header, name: 'Magasin nouveau' };
    expect((await office.put('/back-office/v1/stores/S07/registers/1', {})).body).toMatchObject({
      code: 'UNKNOWN_STORE',
    });
    await office.put('/back-office/v1/stores/S07', header);
    await office.put('/back-office/v1/stores/S07/registers/1', {});
    expect((await rowsOf('S07', 'storeHeader'))[0]?.[0]).toBe('Magasin nouveau');
    expect(await rowsOf('S07', 'sellers')).toEqual([]);
  });

  it('takes an article out of the whole dataset', async () => {
    const code = 'A1990000000041';
    await office.put(`/back-office/v1/stores/S02/price-exceptions/${code}`, { priceCents: 199 });
    const answer = await office.fetch(`/back-office/v1/articles/${code}`, { method: 'DELETE' });
    expect(answer.status).toBe(200);
    for (const name of ['articles', 'barcodes', 'prices', 'priceExceptions'] as const) {
      expect((await rowsOf('S02', name)).filter((row) => row.includes(code))).toEqual([]);
    }
    const again = await office.fetch(`/back-office/v1/articles/${code}`, { method: 'DELETE' });
    expect(again.status).toBe(404);
  });

  it('gives an article one more barcode, unless another has it', async () => {
    const path = '/back-office/v1/articles/A1990000000058/barcodes';
    expect(await office.put(`${path}/3017620422003`, {})).toMatchObject({ status: 200 });
    expect(await office.put(`${path}/3017620422003`, {})).toMatchObject({ status: 200 });
    expect(await office.put(`${path}/1990000000065`, {})).toMatchObject({ status: 422 });
    expect(await rowsOf('S01', 'barcodes')).toContainEqual(['3017620422003', 'A1990000000058']);
  });

  it('that does not fit is refused and changes nothing', async () => {
    const before = await manifestOf('S01');
    for (const [path, body] of [
      ['articles/A1990000000010/price', { priceCents: 1.5 }],
      ['articles/A1990000000010/price', { priceCents: -1 }],
      ['stores/S01/sellers/V01', { name: 'X', rights: ['fly'] }],
      ['stores/S01', { name: 'X' }],
    ] as const) {
      expect((await office.put(`/back-office/v1/${path}`, body)).body).toMatchObject({
        code: 'BODY_INVALID',
      });
    }
    const unknown = await office.put('/back-office/v1/articles/NONE/price', { priceCents: 100 });
    expect(unknown).toMatchObject({ status: 404, body: { facts: { articleCode: 'NONE' } } });
    expect(await manifestOf('S01')).toEqual(before);
  });

  it('takes its turn when several come at once', async () => {
    const prices = Array.from({ length: 8 }, (_, index) => 1_000 + index);
    const answers = await Promise.all(
      prices.map((priceCents) =>
        office.put<BackOfficeChange>('/back-office/v1/articles/A1990000000034/price', { priceCents }),
      ),
    );
    const versions = answers.map(({ body }) => body.datasetVersion);
    expect(new Set(versions).size).toBe(8);
    expect((await manifestOf('S01')).datasetVersion).toBe(Math.max(...versions));
  });

  it('is still there after a restart, under the same version', async () => {
    const before = await manifestOf('S01');
    await office.restart();
    expect(await manifestOf('S01')).toEqual(before);
    expect(await readdir(join(office.directory, 'data', 'parts'))).not.toContainEqual(
      expect.stringMatching(/^draft/u),
    );
  });
});

describe('a head office that is given files', () => {
  it('sells what the product file says: labels cleaned, barcodes as they came, useless lines left out', async () => {
    const before = await manifestOf('S01');
    const file = join(office.directory, 'products.tsv.gz');
    const lines = [
      '3078045535\tTrop court',
      '3000078045535\tKiwi &quot;Prêt à déguster',
      '3000078045530\tClé fausse',
      '3000078045535\tEncore le même',
      '\tSans code',
      '3000078045542\t&nbsp;',
      'pas de tabulation',
    ];
    await writeFile(file, gzipSync(lines.join('\r\n')));
    await office.restart({ PRODUCTS_FILE: file });
    const articles = await rowsOf('S01', 'articles');
    expect(articles.map((row) => row.slice(0, 2))).toEqual([
      ['A3000078045530', 'Clé fausse'],
      ['A3000078045535', 'Kiwi "Prêt à déguster'],
      ['A3078045535', 'Trop court'],
    ]);
    const after = await manifestOf('S01');
    expect(after.datasetVersion).toBe(before.datasetVersion + 1);
    await office.restart({ PRODUCTS_FILE: file });
    expect(await manifestOf('S01')).toEqual(after);
  });

  it('refuses to start on a product file that is damaged or missing', async () => {
    const file = join(office.directory, 'damaged.tsv.gz');
    const whole = gzipSync('3000078045535\tKiwi\n'.repeat(5_000));
    await writeFile(file, whole.subarray(0, whole.length / 2));
    await expect(office.restart({ PRODUCTS_FILE: file })).rejects.toThrow(/unexpected end of file/u);
    await expect(office.restart({ PRODUCTS_FILE: '/nowhere.tsv' })).rejects.toThrow(/ENOENT/u);
  });

  it('starts with the stores of a chain file, and says what is wrong with one', async () => {
    const file = join(office.directory, 'chain.json');
    await writeFile(file, JSON.stringify({ stores: [{ storeCode: 'S31', registers: [1], sellers: [] }] }));
    await expect(office.restart({ CHAIN_FILE: file })).rejects.toThrow(/stores\.0\.header[\s\S]*sellers/u);
    const header = {
      name: 'Les Trois Halles Lille',
      addressLines: ['1 place du Lion-d’Or', '59000 Lille'],
      siret: '99912045400031',
      naf: '47.11D',
      vatNumber: 'FR70999120454',
      phone: '',
      footerLines: [],
    };
    const sellers = [{ sellerCode: 'R01', name: 'Zoé Delattre', rights: ['OPEN', 'CONNECT'] }];
    await writeFile(
      file,
      JSON.stringify({ stores: [{ storeCode: 'S31', registers: [1], header, sellers }] }),
    );
    await office.restart({ CHAIN_FILE: file });
    expect((await office.get(manifestPath('S31', 2))).body).toMatchObject({ code: 'UNKNOWN_REGISTER' });
    expect(await rowsOf('S31', 'sellers')).toEqual([['R01', 'Zoé Delattre', ['OPEN', 'CONNECT']]]);
  });
});

describe('the health of a head office', () => {
  it('is told without a key', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      expect(await office.get(path, { authorization: '' })).toMatchObject({ status: 200 });
    }
  });
});
