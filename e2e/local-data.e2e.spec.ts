import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { granted } from '../tools/demo-day/src/api.js';
import { openTestStack, type TestStack } from '../tools/launch/test-stack.mjs';
import { StoreAtWork } from './support/store-at-work.js';

const STORE = 'S01';
const [FIRST_CENTS, SECOND_CENTS, THIRD_CENTS] = [1_111, 2_222, 3_333];
const FLOAT_CENTS = 10_000;

/** register-service, sync-service and head office are all real: each must mean the same by what they tell each other. */
describe('data kept in the store, through the whole system', () => {
  let stack: TestStack;
  let store: StoreAtWork;
  /** The administrator's connection, to age what is stored. */
  let sql: DataSource;
  beforeAll(async () => {
    const settings = {
      'sync-service': {
        PREFETCH_MS: '1000',
        CLEANING_MS: '1000',
        DATASET_KEEP_HOURS: '48',
        HEAD_OFFICE_TIMEOUT_MS: '2000',
        HEAD_OFFICE_RETRY_MS: '100',
        HEAD_OFFICE_RETRY_MAX_MS: '500',
      },
    };
    stack = await openTestStack('local-data', { settings });
    sql = await new DataSource({
      type: 'mariadb',
      url: stack.scene.databaseUrl(),
      timezone: 'Z',
    }).initialize();
    store = await StoreAtWork.open(stack, `${STORE}-T1`);
  }, 180_000);
  afterAll(async () => {
    store?.till.close();
    await sql?.destroy();
    await stack?.close();
  }, 60_000);

  async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`still not so: ${what}`);
      await sleep(100);
    }
  }
  const count = async (query: string, parameters: unknown[] = []): Promise<number> => {
    const [row] = (await sql.query(`SELECT COUNT(*) AS n FROM ${query}`, parameters)) as [{ n: unknown }];
    return Number(row.n);
  };

  /** Head office changes a price; each register of the chain has the data that say so, asked for or not. */
  async function fetchedAhead(priceCents: number): Promise<number> {
    const version = await store.changePrice(priceCents);
    const registers = await count('register_registers');
    expect(registers).toBeGreaterThan(3);
    await eventually(
      `version ${version} is here for ${registers} registers`,
      async () => (await count('catalogue_datasets WHERE version = ?', [version])) === registers,
    );
    return version;
  }
  const silence = () => store.weather({ kind: 'HANG_UP' }, { requests: null, storeCode: STORE });

  const versions: number[] = [];

  it('are fetched ahead while the till is open, which sells on with its own', async () => {
    versions.push(await fetchedAhead(FIRST_CENTS));
    await store.import(1);
    const { registerId, dataset } = await store.register(1);
    expect(dataset).toMatchObject({ version: versions[0], fromLocal: false, localAsOf: null });
    granted('open', await store.till.open(registerId, store.responsable, FLOAT_CENTS));
    versions.push(await fetchedAhead(SECOND_CENTS));
    expect(await store.sell(registerId)).toBe(FIRST_CENTS);
    expect(await store.register(1)).toMatchObject({ state: 'OPEN', dataset });
    await store.close(1, FIRST_CENTS);
    await store.export(1);
    await store.when(1, ({ state }) => state === 'AWAITING_IMPORT');
  }, 120_000);

  it('serve while head office is silent, and are shown to be such until it speaks again (edge case 3)', async () => {
    await silence();
    await store.import(1);
    const { registerId, dataset } = await store.register(1);
    expect(dataset).toMatchObject({ version: versions[1], fromLocal: true });
    const [row] = (await sql.query('SELECT confirmed_at FROM catalogue_datasets WHERE dataset_id = ?', [
      dataset?.datasetId,
    ])) as [{ confirmed_at: Date }];
    expect(dataset?.localAsOf).toBe(row.confirmed_at.toISOString());
    granted('open', await store.till.open(registerId, store.responsable, FLOAT_CENTS));
    expect(await store.sell(registerId)).toBe(SECOND_CENTS);
    expect((await store.register(1)).dataset).toEqual(dataset);
  }, 120_000);

  it('do not serve when they are older than the store allows (edge case 3)', async () => {
    const second = await StoreAtWork.open(stack, `${STORE}-T2`);
    const importing = async () => {
      const { registerId } = await second.register(2);
      const { jobId } = granted('import', await second.till.import(registerId, second.responsable));
      const job = await second.till.followJob(jobId);
      await second.when(2, ({ state }) => state !== 'IMPORTING');
      return job;
    };
    try {
      await store.headOffice.changeStoreSettings(store.storeId, { maxDatasetAgeHours: 1 });
      await sql.query(
        `UPDATE catalogue_datasets SET confirmed_at = confirmed_at - INTERVAL 2 HOUR
         WHERE store_code = ? AND register_number = 2`,
        [STORE],
      );
      expect(await importing()).toMatchObject({ state: 'FAILED', failure: { code: 'HEAD_OFFICE_SILENT' } });
      expect(await second.register(2)).toMatchObject({ state: 'AWAITING_IMPORT', dataset: null });

      await store.headOffice.changeStoreSettings(store.storeId, { maxDatasetAgeHours: 3 });
      expect(await importing()).toMatchObject({ state: 'SUCCEEDED', localAsOf: expect.any(String) });
      expect((await second.register(2)).dataset).toMatchObject({ version: versions[1], fromLocal: true });

      await second.fineWeather();
      expect(await importing()).toMatchObject({ state: 'SUCCEEDED', localAsOf: null });
      expect((await second.register(2)).dataset).toMatchObject({ version: versions[1], fromLocal: false });
    } finally {
      second.till.close();
    }
  }, 120_000);

  it('are deleted once they are old, but for those that a register still needs (edge case 33)', async () => {
    versions.push(await fetchedAhead(THIRD_CENTS));
    await daysPass();
    /** All but the newest of each register, as `store register version`, that still have more than a header. */
    const former = async (): Promise<readonly string[]> => {
      const rows = (await sql.query(
        `SELECT DISTINCT d.store_code AS store, d.register_number AS register, d.version AS version
         FROM catalogue_datasets d JOIN catalogue_dataset_parts p ON p.dataset_id = d.dataset_id
         WHERE p.name <> 'storeHeader' AND d.version < ?`,
        [versions[2]],
      )) as { store: string; register: number; version: unknown }[];
      return rows
        .map(({ store: of, register, version }) => `${of} ${register} ${String(version)}`)
        .toSorted();
    };
    const needed = [
      // Its day is sealed and acknowledged, but a ticket sold in it may still come late.
      `${STORE} 1 ${versions[0]}`,
      // Open with these.
      `${STORE} 1 ${versions[1]}`,
      // Ready with these.
      `${STORE} 2 ${versions[1]}`,
    ];
    await eventually(
      'what no register needs is gone',
      async () => (await former()).filter((dataset) => !needed.includes(dataset)).length === 0,
    );
    // The same round had the others in hand, too; what it has removed is deleted at its end.
    await sql.query("INSERT INTO sync_removed_parts VALUES (4000000000, 'prices')");
    await eventually('the round is over', async () => (await count('sync_removed_parts')) === 0);
    expect(await former()).toEqual(needed);

    const { registerId } = await store.register(1);
    expect(await store.sell(registerId)).toBe(SECOND_CENTS);
  }, 120_000);

  /** All at once, so that no round of the cleaning sees half of it. */
  async function daysPass(): Promise<void> {
    await sql.transaction(async (manager) => {
      for (const [table, columns] of Object.entries({
        catalogue_datasets: ['confirmed_at', 'sealed_at'],
        catalogue_parts: ['needed_at', 'sealed_at'],
        sync_jobs: ['finished_at'],
      })) {
        const earlier = columns.map((column) => `${column} = ${column} - INTERVAL 3 DAY`).join(', ');
        await manager.query(`UPDATE ${table} SET ${earlier}`);
      }
    });
  }
});
