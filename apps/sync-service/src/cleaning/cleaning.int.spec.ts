import { storeHeader } from '@encaisse/catalogue';
import { PART_NAMES, type PartName } from '@encaisse/contracts';
import { alteredDataset, bodyOf, linesOfPart } from '../../spec/altered-dataset.js';
import { API_KEY } from '../../spec/head-office-process.js';
import { HeldPart } from '../../spec/held-part.js';
import { Scene } from '../../spec/scene.js';
import { eventually, isOver, jobFor, jobOf, jobWhen, startImport } from '../../spec/sync-under-test.js';
import { Cleaning } from './cleaning.js';

jest.setTimeout(120_000);

let scene: Scene;
let cleaning: Cleaning;
let prices: string[];
/** The first version, then the same articles at other prices, twice. */
let versions: { datasetId: number; pricesPartId: number }[];

beforeAll(async () => {
  scene = await Scene.open({
    spec: 'cleaning',
    redisDatabase: 13,
    headOffice: { GENERATED_ARTICLES: '6000' },
  });
});
afterAll(async () => scene?.close());

beforeEach(async () => {
  await scene.renew();
  cleaning = (await scene.sync.start({ DATASET_KEEP_HOURS: '48' })).get(Cleaning);
  prices = await linesOfPart(scene.line, API_KEY, 'prices');
  versions = [await brought(0, {}), await brought(1, pricedAt(1)), await brought(2, pricedAt(2))];
  await daysPass();
});

const pricedAt = (cents: number): Partial<Record<PartName, string>> => ({
  prices: bodyOf(prices.map((line) => line.replace(/\d+\]$/u, `${cents}]`))),
});

async function brought(newerBy: number, bodies: Partial<Record<PartName, string>>) {
  scene.line.interfere = alteredDataset({ newerBy, bodies });
  const job = jobFor(1);
  await startImport(scene.register.bus, job);
  const over = await jobWhen(scene.register.bus, job.jobId, isOver);
  expect(over).toMatchObject({ state: 'SUCCEEDED', failure: null });
  const [row] = await scene.sync.rows(
    `SELECT d.dataset_id, p.part_id FROM catalogue_datasets d
     JOIN catalogue_dataset_parts p ON p.dataset_id = d.dataset_id AND p.name = 'prices' WHERE d.version = ?`,
    [over.datasetVersion],
  );
  return { datasetId: Number(row?.['dataset_id']), pricesPartId: Number(row?.['part_id']) };
}

async function daysPass(): Promise<void> {
  for (const [table, columns] of Object.entries({
    catalogue_datasets: ['confirmed_at', 'sealed_at'],
    catalogue_parts: ['needed_at', 'sealed_at'],
    sync_jobs: ['finished_at'],
  })) {
    const earlier = columns.map((column) => `${column} = ${column} - INTERVAL 3 DAY`).join(', ');
    await scene.sync.rows(`UPDATE ${table} SET ${earlier}`);
  }
}

/** The register works with this version, whichever is the newest here. */
const worksWith = (version: number): void => {
  const { storeId, storeCode, registerId, registerNumber } = jobFor(1);
  const datasetIds = [versions[version]?.datasetId ?? 0];
  scene.register.served = [{ storeId, storeCode, registerId, registerNumber, datasetIds }];
};

/** Which of the versions have their prices, all of them. */
async function whole(): Promise<number[]> {
  const counts = await Promise.all(
    versions.map(({ pricesPartId }) => scene.sync.count('catalogue_prices', `part_id = ${pricesPartId}`)),
  );
  expect(counts.every((count) => count === 0 || count === prices.length)).toBe(true);
  return counts.flatMap((count, version) => (count > 0 ? [version] : []));
}

describe('data that no register needs', () => {
  it('are deleted after their time, and the header of each day stays for its tickets', async () => {
    const { sync } = scene;
    worksWith(2);
    await cleaning.clean();
    expect(await whole()).toEqual([2]);
    expect(await sync.count('catalogue_parts')).toBe(PART_NAMES.length);
    expect(await sync.count('sync_removed_parts')).toBe(0);
    for (const { datasetId } of versions) expect(await storeHeader(sync.source, datasetId)).not.toBeNull();
    await cleaning.clean();
    expect(await whole()).toEqual([2]);
  });

  it('stay as long as a register works with them or its days are not acknowledged (edge case 33)', async () => {
    worksWith(0);
    await cleaning.clean();
    expect(await whole()).toEqual([0, 2]);
    worksWith(2);
    await cleaning.clean();
    expect(await whole()).toEqual([2]);
  });

  it('stay when they are recent, and when a job has brought them that the register was not told of', async () => {
    const { sync } = scene;
    worksWith(2);
    const [first, second] = versions.map(({ datasetId }) => datasetId);
    await sync.rows('UPDATE catalogue_datasets SET confirmed_at = UTC_TIMESTAMP(3) WHERE dataset_id = ?', [
      first,
    ]);
    await sync.rows('UPDATE sync_jobs SET finished_at = NULL WHERE dataset_id = ?', [second]);
    await cleaning.clean();
    expect(await whole()).toEqual([0, 1, 2]);
  });

  it('stay when register-service does not say what it needs, or knows of no register', async () => {
    await cleaning.clean();
    expect(await whole()).toEqual([0, 1, 2]);
    worksWith(2);
    const { served } = scene.register;
    Object.defineProperty(scene.register, 'served', {
      configurable: true,
      get: () => {
        throw new Error('the database is away');
      },
    });
    await expect(cleaning.clean()).rejects.toThrow();
    Object.defineProperty(scene.register, 'served', { configurable: true, writable: true, value: served });
    expect(await whole()).toEqual([0, 1, 2]);
  });

  it('go with the rows that were set aside of them', async () => {
    scene.line.heal();
    const barcodes = await linesOfPart(scene.line, API_KEY, 'barcodes');
    await brought(3, { barcodes: bodyOf([...barcodes, 'no row']) });
    versions.push(await brought(4, {}));
    worksWith(3);
    await cleaning.clean();
    expect(await scene.sync.count('sync_rejects')).toBe(1);
    await daysPass();
    await cleaning.clean();
    expect(await scene.sync.count('sync_rejects')).toBe(0);
  });

  it('are deleted to the end after a process died in the middle', async () => {
    const { sync } = scene;
    worksWith(2);
    const [{ pricesPartId } = { pricesPartId: 0 }] = versions;
    await sync.rows('DELETE FROM catalogue_dataset_parts WHERE part_id = ?', [pricesPartId]);
    await sync.rows('DELETE FROM catalogue_parts WHERE part_id = ?', [pricesPartId]);
    await sync.rows("INSERT INTO sync_removed_parts VALUES (?, 'prices')", [pricesPartId]);
    await cleaning.clean();
    expect(await whole()).toEqual([2]);
  });
});

describe('an import while old data are deleted', () => {
  it('keeps the old part that it counts on', async () => {
    const { line, register } = scene;
    worksWith(2);
    // The first prices come back, with another list of sellers that takes its time.
    const sellers = bodyOf((await linesOfPart(line, API_KEY, 'sellers')).slice(1));
    const held = new HeldPart('sellers');
    const altered = alteredDataset({ newerBy: 3, bodies: { sellers } });
    line.interfere = (request, forward, response) =>
      held.interference(
        request,
        async () => (await altered(request, forward, response)) ?? forward(),
        response,
      );
    const job = jobFor(1);
    await startImport(register.bus, job);
    await eventually(() => held.held === 1);
    await cleaning.clean();
    expect(await whole()).toEqual([0, 2]);
    held.letGo();
    const over = await jobWhen(register.bus, job.jobId, isOver);
    expect(over).toMatchObject({ state: 'SUCCEEDED', rejectedRows: 0 });
    expect(over.parts.filter(({ reused }) => !reused).map(({ name }) => name)).toEqual(['sellers']);
    await cleaning.clean();
    expect(await whole()).toEqual([0, 2]);
  });

  it('fetches again what was deleted before it came to count on it', async () => {
    const { register } = scene;
    worksWith(2);
    await cleaning.clean();
    expect(await whole()).toEqual([2]);
    scene.line.interfere = alteredDataset({ newerBy: 3 });
    const job = jobFor(1);
    await startImport(register.bus, job);
    await eventually(async () => isOver(await jobOf(register.bus, job.jobId)));
    const over = await jobOf(register.bus, job.jobId);
    expect(over).toMatchObject({ state: 'SUCCEEDED', rejectedRows: 0 });
    expect(over.parts.find(({ name }) => name === 'prices')).toMatchObject({
      rows: prices.length,
      reused: false,
    });
  });
});
