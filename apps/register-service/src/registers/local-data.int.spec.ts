import { randomUUID } from 'node:crypto';
import { adminCommands, adminQueries, syncReports, tillQueries } from '@encaisse/contracts';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { SELLERS, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const AS_OF = '2026-11-23T05:30:00.000Z';

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('local_data');
});
afterAll(() => house?.close());
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
});

const change = (settings: Partial<Record<'maxDatasetAgeHours' | 'toleranceCents', number>>) =>
  house.ask(adminCommands.changeStoreSettings, {
    idempotencyKey: randomUUID(),
    administrator: 'admin',
    storeId: store.storeId,
    ...settings,
  });

/** An import while head office is silent and nothing else serves; how old data sync-service was told that they may be. */
async function failedImport(): Promise<number | undefined> {
  const jobId = await store.startImport(till, registerId);
  const { maxDatasetAgeHours } = await house.sync.target(jobId);
  const failed = { jobId, registerId, code: 'HEAD_OFFICE_SILENT', facts: {} };
  value(await house.sync.report(syncReports.importFailed, failed));
  return maxDatasetAgeHours;
}

describe('how old data may be that a store works with while head office is silent', () => {
  it('is a setting of the store, told with each import from then on', async () => {
    expect(await failedImport()).toBe(72);
    expect(value(await change({ maxDatasetAgeHours: 48 }))).toMatchObject({ maxDatasetAgeHours: 48 });
    expect(await failedImport()).toBe(48);
    expect(value(await change({ toleranceCents: 300 }))).toMatchObject({
      toleranceCents: 300,
      maxDatasetAgeHours: 48,
    });
    const { stores } = value(await house.ask(adminQueries.listStores, { limit: 500 }));
    const found = stores.find(({ storeId }) => storeId === store.storeId);
    expect(found).toMatchObject({ maxDatasetAgeHours: 48 });
  });

  it('may be none at all: then nothing but head office serves', async () => {
    value(await change({ maxDatasetAgeHours: 0 }));
    expect(await failedImport()).toBeUndefined();
  });

  it('is a whole number of hours, up to a month', async () => {
    for (const wrong of [-1, 721, 1.5])
      expect(code(await change({ maxDatasetAgeHours: wrong }))).toBe('BODY_INVALID');
    expect(await failedImport()).toBe(72);
  });
});

describe('a register that works with data kept in the store', () => {
  const onScreen = async () => {
    const context = value(await house.ask(tillQueries.tillContext, { tillCredential: till.credential }));
    return context.registers.find((register) => register.registerId === registerId)?.dataset;
  };

  it('says so, and as of when, at the till and at head office, until newer ones come (edge case 3)', async () => {
    const jobId = await store.startImport(till, registerId);
    value(await house.sync.succeedImport(jobId, SELLERS, AS_OF));
    const flagged = { fromLocal: true, localAsOf: AS_OF };
    expect(await onScreen()).toMatchObject(flagged);
    expect((await store.view(registerId)).dataset).toMatchObject(flagged);

    await failedImport();
    expect(await onScreen()).toMatchObject(flagged);
    await store.open(till, registerId);
    expect(await onScreen()).toMatchObject(flagged);
    await store.close(till, registerId, 15_000);
    expect(await onScreen()).toMatchObject(flagged);
  });

  it('says nothing of the kind of data that head office has just given', async () => {
    const jobId = await store.startImport(till, registerId);
    value(await house.sync.succeedImport(jobId, SELLERS, AS_OF));
    await store.import(till, registerId);
    expect(await onScreen()).toMatchObject({ version: 2, fromLocal: false, localAsOf: null });
  });
});
