import { articleByBarcode } from '@encaisse/catalogue';
import type { DatasetManifest, JobView } from '@encaisse/contracts';
import { alteredDataset, announcing, bodyOf, linesOfPart } from '../../spec/altered-dataset.js';
import { API_KEY } from '../../spec/head-office-process.js';
import type { Interference } from '../../spec/line-to-head-office.js';
import { Scene } from '../../spec/scene.js';
import { isOver, jobFor, jobWhen, startImport } from '../../spec/sync-under-test.js';

jest.setTimeout(120_000);

let scene: Scene;
let prices: string[];

beforeAll(async () => {
  scene = await Scene.open({
    spec: 'import_refusals',
    redisDatabase: 2,
    headOffice: { GENERATED_ARTICLES: '2000' },
  });
  await scene.sync.start({ HEAD_OFFICE_TIMEOUT_MS: '3000' });
  expect((await imported(1)).state).toBe('SUCCEEDED');
  prices = await linesOfPart(scene.line, API_KEY, 'prices');
});

afterAll(async () => scene?.close());
afterEach(() => {
  scene.line.heal();
  scene.register.heal();
});

async function imported(registerNumber: number): Promise<JobView> {
  const job = jobFor(registerNumber);
  await startImport(scene.register.bus, job);
  return jobWhen(scene.register.bus, job.jobId, isOver);
}

/** All that a refused import must leave as it was. */
async function catalogue() {
  const { sync } = scene;
  const tables = ['parts', 'datasets', 'dataset_parts', 'articles', 'barcodes', 'prices', 'price_exceptions'];
  const counts = await Promise.all(tables.map((table) => sync.count(`catalogue_${table}`)));
  const [row] = await sync.rows<{ barcode: string }>(
    'SELECT MIN(barcode) AS barcode FROM catalogue_barcodes',
  );
  return { counts, article: await articleByBarcode(sync.source, 1, row?.barcode ?? '') };
}

/** Imports over a disturbed line; returns why the job failed, once the register knows it too. */
async function refusal(interference: Interference, registerNumber = 1) {
  const before = await catalogue();
  expect(before.article).not.toBeNull();
  scene.line.interfere = interference;
  const over = await imported(registerNumber);
  expect(over.state).toBe('FAILED');
  expect(await catalogue()).toEqual(before);
  const reports = scene.register.reportsOf('importFailed', over.jobId);
  expect(reports).toEqual([
    { jobId: over.jobId, registerId: over.registerId, code: over.failure?.code, facts: over.failure?.facts },
  ]);
  return over.failure;
}

/** A change of one price, so that there is a part to fetch. */
const cheaper = (at = 7) =>
  bodyOf(prices.map((line, index) => (index === at ? line.replace(/\d+\]$/u, '1]') : line)));

describe('a dataset that is not what it says', () => {
  it('is refused when a part has another sha256, after three attempts', async () => {
    const before = scene.line.requestsFor(/parts\/prices/u).length;
    const announced = 'f'.repeat(64);
    const failure = await refusal(
      alteredDataset({
        newerBy: 1,
        bodies: { prices: cheaper() },
        announce: announcing('prices', { sha256: announced }),
      }),
    );
    expect(failure).toMatchObject({
      code: 'PART_CORRUPT',
      facts: { part: 'prices', what: 'sha256', announced },
    });
    expect(scene.line.requestsFor(/parts\/prices/u)).toHaveLength(before + 3);
  });

  it('is refused when a part has fewer or more rows than announced', async () => {
    const bodies = { prices: cheaper() };
    for (const rows of [prices.length - 1, prices.length + 1]) {
      const announce = announcing('prices', { rows });
      expect(await refusal(alteredDataset({ newerBy: 1, bodies, announce }))).toMatchObject({
        code: 'PART_CORRUPT',
        facts: { part: 'prices', what: 'rows', announced: rows, received: prices.length },
      });
    }
  });

  it('is refused when a part that is here already is announced with another number of rows', async () => {
    const announce = announcing('prices', { rows: prices.length + 1 });
    expect(await refusal(alteredDataset({ newerBy: 1, announce }))).toMatchObject({
      code: 'PART_CORRUPT',
      facts: { part: 'prices', what: 'rows', announced: prices.length + 1, received: prices.length },
    });
  });

  it('is refused when a part ends too early, though the line says it is whole', async () => {
    const whole = alteredDataset({ newerBy: 1, bodies: { prices: cheaper() } });
    const short: Interference = async (request, forward, response) => {
      const reply = await whole(request, forward, response);
      if (!reply || !request.path.includes('/parts/prices')) return reply;
      return { ...reply, body: reply.body.subarray(0, reply.body.length / 2) };
    };
    expect(await refusal(short)).toMatchObject({
      code: 'PART_CORRUPT',
      facts: { part: 'prices', what: 'bytes' },
    });
  });

  it('is refused when the line breaks in the middle of a part again and again', async () => {
    const whole = alteredDataset({ newerBy: 1, bodies: { prices: cheaper() } });
    const broken: Interference = async (request, forward, response) => {
      const reply = await whole(request, forward, response);
      if (!reply || !request.path.includes('/parts/prices')) return reply;
      response.writeHead(200, { ...reply.headers, 'content-length': reply.body.length });
      response.write(reply.body.subarray(0, reply.body.length / 2), () => response.destroy());
      return undefined;
    };
    expect((await refusal(broken))?.code).toBe('HEAD_OFFICE_SILENT');
  });

  it('is refused whole when too many of its rows are bad (edge case 22)', async () => {
    const bad = Array.from({ length: 25 }, (_, index) => `["3000000000014","A${index}"]`);
    const body = bodyOf([...(await linesOfPart(scene.line, API_KEY, 'barcodes')), ...bad]);
    const failure = await refusal(alteredDataset({ newerBy: 1, bodies: { barcodes: body } }));
    expect(failure).toMatchObject({
      code: 'IMPORT_TOO_MANY_REJECTS',
      facts: { part: 'barcodes', allowed: 22 },
    });
  });

  it('is refused when its parts do not fit together', async () => {
    const before = await scene.sync.count('catalogue_datasets');
    scene.line.interfere = alteredDataset({ newerBy: 1, bodies: { prices: bodyOf(prices.slice(30)) } });
    const over = await imported(1);
    expect(over.failure).toEqual({
      code: 'IMPORT_TOO_MANY_REJECTS',
      facts: { part: 'articles', rejectedRows: 30, allowed: 20 },
    });
    expect(over.rejects.slice(0, 2)).toMatchObject([
      { part: 'articles', line: 1, reason: 'WITHOUT_PRICE' },
      { part: 'articles', line: 2, reason: 'WITHOUT_PRICE' },
    ]);
    // The part itself is as announced and stays; no dataset has it.
    expect(await scene.sync.count('catalogue_datasets')).toBe(before);
  });

  it('is refused when a small part that every ticket needs lacks a single row', async () => {
    const tenders = await linesOfPart(scene.line, API_KEY, 'tenders');
    const bodies = { tenders: bodyOf([...tenders, '["CB2","CRYPTO","Bitcoin"]']) };
    expect(await refusal(alteredDataset({ newerBy: 1, bodies }))).toEqual({
      code: 'IMPORT_TOO_MANY_REJECTS',
      facts: { part: 'tenders', rejectedRows: 1, allowed: 0 },
    });
  });

  it('is refused when no cash can be taken with it (edge case 16)', async () => {
    const bodies = { tenders: '["CB","CARD","Carte bancaire"]\n' };
    scene.line.interfere = alteredDataset({ newerBy: 1, bodies });
    expect((await imported(1)).failure?.code).toBe('DATASET_INVALID');
  });
});

describe('a manifest that is not for this register', () => {
  const saying = (change: object) =>
    alteredDataset({ newerBy: 1, announce: (own) => ({ ...own, ...change }) });

  it("is refused when it is another register's or another store's", async () => {
    for (const change of [{ registerNumber: 2 }, { storeCode: 'S02' }]) {
      expect((await refusal(saying(change)))?.code).toBe('DATASET_OF_ANOTHER_REGISTER');
    }
  });

  it('is refused when it is older than what the register has', async () => {
    scene.line.interfere = alteredDataset({ newerBy: 5 });
    expect((await imported(3)).state).toBe('SUCCEEDED');
    const failure = await refusal(alteredDataset({ newerBy: 4 }), 3);
    expect(failure?.code).toBe('DATASET_OLDER');
    expect(Number(failure?.facts['sealedVersion']) - Number(failure?.facts['receivedVersion'])).toBe(1);
  });

  it('is refused when its version number stood for other content before', async () => {
    const bodies = { prices: cheaper() };
    scene.line.interfere = alteredDataset({ newerBy: 6 });
    expect((await imported(3)).state).toBe('SUCCEEDED');
    scene.line.interfere = alteredDataset({ newerBy: 6, bodies });
    expect((await imported(3)).failure?.code).toBe('DATASET_VERSION_REUSED');
  });

  it('is refused when it speaks another version of the contract, or none', async () => {
    expect((await refusal(saying({ schemaVersion: 2 })))?.code).toBe('SCHEMA_VERSION_UNSUPPORTED');
    expect((await refusal(saying({ parts: [] })))?.code).toBe('DATASET_INVALID');
  });

  it('is refused when a part has other columns than we know', async () => {
    const announce = announcing('articles', { columns: ['articleCode', 'vatCode', 'label'] });
    expect((await refusal(alteredDataset({ newerBy: 1, announce })))?.code).toBe('DATASET_INVALID');
  });
});

describe('a dataset that holds only what changed', () => {
  it('is refused, since a version is whole, and the whole one is taken (edge case 21)', async () => {
    const bodies = { prices: cheaper(9) };
    const changedAlone = (manifest: DatasetManifest) => ({
      ...manifest,
      parts: manifest.parts.filter(({ name }) => name === 'prices'),
    });
    const delta = alteredDataset({ newerBy: 1, bodies, announce: changedAlone });
    expect((await refusal(delta, 2))?.code).toBe('DATASET_INVALID');
    // Nothing of a base is presumed: what the whole version names and is not here is fetched.
    scene.line.interfere = alteredDataset({ newerBy: 1, bodies });
    const over = await imported(2);
    expect(over).toMatchObject({ state: 'SUCCEEDED', rejectedRows: 0 });
    expect(over.parts.filter(({ reused }) => !reused).map(({ name }) => name)).toEqual(['prices']);
  });
});

describe('a head office that does not help', () => {
  it('is left alone for as long as it asks', async () => {
    const { line, register } = scene;
    const at: number[] = [];
    line.interfere = async (_request, forward) => {
      at.push(performance.now());
      const headers = { 'retry-after': '1' };
      return at.length > 1 ? forward() : { status: 503, headers, body: Buffer.from('upstream is away') };
    };
    const job = jobFor(1);
    await startImport(register.bus, job);
    expect((await jobWhen(register.bus, job.jobId, isOver)).state).toBe('SUCCEEDED');
    const [first = 0, second = 0] = at;
    // The pause would be 50 ms otherwise, and is 400 ms at most.
    expect(second - first).toBeGreaterThan(990);
  });

  it('refuses a register that it does not know', async () => {
    const over = await imported(77);
    expect(over.failure).toMatchObject({
      code: 'HEAD_OFFICE_REFUSED',
      facts: { problem: 'UNKNOWN_REGISTER', registerNumber: 77 },
    });
  });

  it('fails an import after its time when it is silent, and the job is shown as waiting meanwhile', async () => {
    const { line, register } = scene;
    line.interfere = async () => undefined;
    const job = jobFor(1);
    await startImport(register.bus, job);
    await jobWhen(register.bus, job.jobId, ({ state }) => state === 'WAITING_FOR_HEAD_OFFICE');
    expect((await jobWhen(register.bus, job.jobId, isOver)).failure?.code).toBe('HEAD_OFFICE_SILENT');
  });

  it('may fail for a while and answer then', async () => {
    const { line, register } = scene;
    let failures = 3;
    line.interfere = async (_request, forward) => {
      failures -= 1;
      return failures < 0 ? forward() : { status: 503, headers: {}, body: Buffer.from('upstream is away') };
    };
    const job = jobFor(1);
    await startImport(register.bus, job);
    expect(await jobWhen(register.bus, job.jobId, isOver)).toMatchObject({
      state: 'SUCCEEDED',
      failure: null,
    });
  });
});

describe('a register-service that does not answer', () => {
  it('is told again until it takes the report in, and only then the job is over', async () => {
    const { register } = scene;
    let refusals = 3;
    register.answer = () => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('the database is away');
      return { ok: true, value: {} };
    };
    const job = jobFor(1);
    await startImport(register.bus, job);
    const over = await jobWhen(register.bus, job.jobId, isOver);
    expect(over.state).toBe('SUCCEEDED');
    expect(refusals).toBe(-1);
    expect(register.reportsOf('importSucceeded', job.jobId)).toHaveLength(1);
  });

  it('is not told for ever what it refuses, because the register has moved on', async () => {
    const { register } = scene;
    register.answer = () => ({ ok: false, refusal: { code: 'IMPORT_NOT_RUNNING' } });
    const job = jobFor(1);
    await startImport(register.bus, job);
    expect((await jobWhen(register.bus, job.jobId, isOver)).state).toBe('SUCCEEDED');
    expect(register.reportsOf('importSucceeded', job.jobId)).toHaveLength(1);
  });
});
