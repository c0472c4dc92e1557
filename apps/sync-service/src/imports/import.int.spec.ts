import { createHash } from 'node:crypto';
import { articleByBarcode, sellersOfNewestDataset } from '@encaisse/catalogue';
import {
  type DatasetManifest,
  encodeRow,
  exchangePath,
  jobProgressSubject,
  PARTS,
  type PartName,
  type RejectedRow,
  syncQueries,
} from '@encaisse/contracts';
import { alteredDataset, bodyOf, linesOfPart } from '../../spec/altered-dataset.js';
import { API_KEY } from '../../spec/head-office-process.js';
import { Scene } from '../../spec/scene.js';
import { eventually, isOver, jobFor, jobOf, jobWhen, startImport } from '../../spec/sync-under-test.js';
import { PART_TABLES } from './part-tables.js';

jest.setTimeout(120_000);

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open({
    spec: 'import',
    redisDatabase: 1,
    headOffice: { GENERATED_ARTICLES: '12000' },
  });
  await scene.sync.start();
});

afterAll(async () => scene?.close());
afterEach(() => scene.line.heal());

async function manifestOf(registerNumber: number): Promise<DatasetManifest> {
  const path = exchangePath('readDatasetManifest', { storeCode: 'S01', registerNumber });
  const headers = { authorization: `Bearer ${API_KEY}` };
  const answer = await fetch(`${scene.headOffice.url}${path}`, { headers });
  return (await answer.json()) as DatasetManifest;
}

/** The count and sha256 of a part, taken of its rows in SQL. */
async function inSql(name: PartName, version: string): Promise<{ rows: number; sha256: string }> {
  const { table, columns } = PART_TABLES[name];
  const rows = await scene.sync.rows(
    `SELECT ${columns.map((column, index) => `t.${column} AS c${index}`).join(', ')} FROM ${table} t
     JOIN catalogue_parts p ON p.part_id = t.part_id
     WHERE p.name = ? AND p.part_version = ? ORDER BY t.line_number`,
    [name, version],
  );
  const hash = createHash('sha256');
  for (const row of rows) {
    hash.update(encodeRow(PARTS[name].columns.map((column, index) => sqlValueOf(column, row[`c${index}`]))));
  }
  return { rows: rows.length, sha256: hash.digest('hex') };
}

function sqlValueOf(column: string, value: unknown): unknown {
  if (/Lines|rights/u.test(column)) return typeof value === 'string' ? JSON.parse(value) : value;
  return /Cents|basisPoints/u.test(column) ? Number(value) : value;
}

async function imported(registerNumber: number) {
  const job = jobFor(registerNumber);
  await startImport(scene.register.bus, job);
  return jobWhen(scene.register.bus, job.jobId, isOver);
}

/** All rows that a job set aside, in pages of `limit`. */
async function rejectsByPages(jobId: string, limit: number): Promise<readonly (readonly RejectedRow[])[]> {
  const pages: RejectedRow[][] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = { jobId, limit, ...(cursor === undefined ? {} : { cursor }) };
    const answer = await scene.register.bus.request(syncQueries.listRejects, page);
    if (!answer.ok) throw new Error(answer.refusal.code);
    pages.push(answer.value.items);
    cursor = answer.value.nextCursor;
  }
  return pages;
}

const datasetOf = async (registerNumber: number): Promise<number> => {
  const [row] = await scene.sync.rows<{ id: number }>(
    'SELECT MAX(dataset_id) AS id FROM catalogue_datasets WHERE register_number = ?',
    [registerNumber],
  );
  return Number(row?.id);
};

describe('an import', () => {
  it('brings the whole dataset, to the letter, and tells the register and whoever watches', async () => {
    const { register, sync } = scene;
    const job = jobFor(1);
    let hints = 0;
    const unhear = register.bus.onHint(jobProgressSubject(job.jobId), () => (hints += 1));
    expect((await startImport(register.bus, job)).ok).toBe(true);
    const over = await jobWhen(register.bus, job.jobId, isOver);
    unhear();
    const manifest = await manifestOf(1);
    for (const part of manifest.parts) {
      expect(await inSql(part.name, part.sha256)).toEqual({ rows: part.rows, sha256: part.sha256 });
    }
    expect(over).toMatchObject({
      state: 'SUCCEEDED',
      failure: null,
      datasetVersion: manifest.datasetVersion,
      rejectedRows: 0,
      parts: manifest.parts.map(({ name, rows }) => ({ name, rows, totalRows: rows, reused: false })),
    });
    expect(over.rowsPerSecond).toBeGreaterThan(0);
    expect(hints).toBeGreaterThan(2);
    expect(register.reportsOf('importSucceeded', job.jobId)).toEqual([
      {
        jobId: job.jobId,
        registerId: job.registerId,
        dataset: { datasetId: await datasetOf(1), version: manifest.datasetVersion },
      },
    ]);
    const [first] = await sync.rows<{ barcode: string }>('SELECT barcode FROM catalogue_barcodes LIMIT 1');
    const article = await articleByBarcode(sync.source, await datasetOf(1), first?.barcode ?? '');
    expect(article?.unitPriceCents).toBeGreaterThan(0);
  });

  it('fetches no part again for a second register of the store', async () => {
    const before = scene.line.requestsFor(/\/parts\//u).length;
    const over = await imported(2);
    expect(over.state).toBe('SUCCEEDED');
    expect(over.parts.map(({ reused }) => reused)).toEqual(over.parts.map(() => true));
    expect(scene.line.requestsFor(/\/parts\//u)).toHaveLength(before);
    expect(await datasetOf(2)).not.toBe(await datasetOf(1));
  });

  it('is the same dataset when nothing has changed since', async () => {
    const former = await datasetOf(1);
    expect((await imported(1)).state).toBe('SUCCEEDED');
    expect(await datasetOf(1)).toBe(former);
  });

  it('is one job however often it is asked for, and never another one under its id', async () => {
    const { bus } = scene.register;
    const job = jobFor(1);
    const answers = await Promise.all([1, 2, 3].map(() => startImport(bus, job)));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
    await jobWhen(bus, job.jobId, isOver);
    expect(await startImport(bus, job)).toMatchObject({ ok: true, value: { state: 'SUCCEEDED' } });
    expect(await startImport(bus, { ...jobFor(2), jobId: job.jobId })).toMatchObject({
      ok: false,
      refusal: { code: 'ID_REUSED' },
    });
    expect(scene.register.reportsOf('importSucceeded', job.jobId)).toHaveLength(1);
  });

  it('sets bad rows aside, each with its line and reason, and keeps the others (edge case 22)', async () => {
    const { line, sync } = scene;
    const lines = await linesOfPart(line, API_KEY, 'barcodes');
    const [, articleCode] = JSON.parse(lines[0] as string) as string[];
    const bad = [
      ['["3000000000015","', '"]'].join(articleCode),
      '["3000000000014","NO SUCH ARTICLE"]',
      lines[5] as string,
      'Caf\u00e9, 12 rue des Halles',
      '["30000000000A4","A1"]',
      `["2000000000008"," ${articleCode}"]`,
    ];
    const body = bodyOf([...lines, ...bad]);
    line.interfere = alteredDataset({ newerBy: 1, bodies: { barcodes: body } });
    const over = await imported(1);
    const at = lines.length;
    expect(over).toMatchObject({ failure: null, state: 'SUCCEEDED', rejectedRows: 6 });
    expect(over.rejects.map(({ part, line: number, reason }) => [part, number, reason])).toEqual([
      ['barcodes', at + 1, 'CHECK_DIGIT'],
      ['barcodes', at + 2, 'UNKNOWN_ARTICLE'],
      ['barcodes', at + 3, 'DUPLICATE'],
      ['barcodes', at + 4, 'NOT_JSON'],
      ['barcodes', at + 5, 'SHAPE'],
      ['barcodes', at + 6, 'SPACES_AROUND_CODE'],
    ]);
    expect(over.rejects[3]?.content).toBe('Café, 12 rue des Halles');
    expect(over.rejects[4]?.detail).toMatch(/^barcode: /u);
    expect(await articleByBarcode(sync.source, await datasetOf(1), '3000000000014')).toBeNull();
    // The same rows are shown to a job that only reuses the part.
    const second = await imported(2);
    expect(second).toMatchObject({ state: 'SUCCEEDED', rejectedRows: 6, rejects: over.rejects });
    expect(await rejectsByPages(second.jobId, 4)).toEqual([over.rejects.slice(0, 4), over.rejects.slice(4)]);
  });

  it('leaves articles unsold that have no price or no VAT rate, and says so', async () => {
    const { line, sync } = scene;
    const articles = await linesOfPart(line, API_KEY, 'articles');
    const [code, label] = JSON.parse(articles[0] as string) as string[];
    const altered = [
      JSON.stringify([code, label, 'XX', 'PIECE']),
      ...articles.slice(1),
      '["NEW","Nouveau","TN","PIECE"]',
    ];
    line.interfere = alteredDataset({ newerBy: 2, bodies: { articles: bodyOf(altered) } });
    const over = await imported(1);
    expect(over).toMatchObject({ state: 'SUCCEEDED', rejectedRows: 2 });
    expect(over.rejects.map(({ part, line: number, reason }) => [part, number, reason])).toEqual([
      ['articles', 1, 'UNKNOWN_VAT_RATE'],
      ['articles', altered.length, 'WITHOUT_PRICE'],
    ]);
    const [row] = await sync.rows<{ barcode: string }>(
      'SELECT barcode FROM catalogue_barcodes WHERE article_code = ? LIMIT 1',
      [code],
    );
    expect(await articleByBarcode(sync.source, await datasetOf(1), row?.barcode ?? '')).toBeNull();
  });

  it('takes rights away from a seller at once, even from a register that keeps its former dataset', async () => {
    const { line, sync } = scene;
    const rightsOf = async () => {
      const sellers = await sellersOfNewestDataset(sync.source, 'S01');
      return sellers.find(({ sellerCode }) => sellerCode === 'R02')?.rights;
    };
    expect(await rightsOf()).toContain('OPEN');
    const sellers = await linesOfPart(line, API_KEY, 'sellers');
    const body = bodyOf(
      sellers.map((seller) => seller.replace(/^(\["R02","[^"]*",)\[.*\]\]$/u, '$1["CONNECT"]]')),
    );
    line.interfere = alteredDataset({ newerBy: 3, bodies: { sellers: body } });
    expect((await imported(2)).state).toBe('SUCCEEDED');
    expect(await rightsOf()).toEqual(['CONNECT']);
  });
});

describe('jobs', () => {
  it('are listed newest first, page by page, by store or register', async () => {
    const { bus } = scene.register;
    const job = jobFor(3);
    await startImport(bus, job);
    await eventually(async () => isOver(await jobOf(bus, job.jobId)));
    const { syncQueries } = await import('@encaisse/contracts');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await bus.request(syncQueries.listJobs, {
        stores: null,
        storeId: job.storeId,
        limit: 3,
        cursor,
      });
      if (!page.ok) throw new Error(page.refusal.code);
      seen.push(...page.value.items.map(({ createdAt, jobId }) => `${createdAt} ${jobId}`));
      cursor = page.value.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([...seen].sort().reverse());
    expect(seen).toHaveLength(await scene.sync.count('sync_jobs'));
    const own = await bus.request(syncQueries.listJobs, {
      stores: null,
      registerId: job.registerId,
      limit: 10,
    });
    expect(own).toMatchObject({ ok: true, value: { items: [{ jobId: job.jobId }], nextCursor: null } });
    for (const stores of [[], [job.registerId]]) {
      const none = await bus.request(syncQueries.listJobs, { stores, storeId: job.storeId, limit: 10 });
      expect(none).toMatchObject({ ok: true, value: { items: [], nextCursor: null } });
    }
    const some = await bus.request(syncQueries.listJobs, { stores: [job.storeId], limit: 3 });
    expect(some.ok && some.value.items).toHaveLength(3);
    expect(await bus.request(syncQueries.getJob, { jobId: job.storeId })).toMatchObject({
      ok: false,
      refusal: { code: 'JOB_UNKNOWN' },
    });
  });
});
