import { CATALOGUE_MIGRATIONS } from '@encaisse/catalogue';
import { dataSourceOptions, migrate } from '@encaisse/service-kit';
import { databaseType, type TestDatabase, testDatabase } from '@encaisse/testing';
import { DataSource } from 'typeorm';
import { ROWS } from './rows.js';
import { INSERT_ONLY_TABLES, REGISTER_SCHEMA } from './schema.js';

const type = databaseType();
const DENIED = /command denied/iu;

describe('the schema', () => {
  let database: TestDatabase;
  let serviceUrl: string;
  let service: DataSource;
  let ran: readonly string[];

  beforeAll(async () => {
    database = await testDatabase('register_schema');
    serviceUrl = database.serviceUrl('register');
    const urls = { adminUrl: database.adminUrl, serviceUrl, type } as const;
    const catalogue = { migrations: [...CATALOGUE_MIGRATIONS], historyTable: 'sync_migrations', grants: [] };
    await migrate({ ...urls, ...catalogue });
    ran = await migrate({ ...urls, ...REGISTER_SCHEMA });
    service = await new DataSource(
      dataSourceOptions({ url: serviceUrl, type, poolSize: 2, entities: [...ROWS] }),
    ).initialize();
  }, 60_000);

  afterAll(async () => {
    await service?.destroy();
    await database?.drop();
  });

  it('comes up on an empty database, and once', async () => {
    expect(ran.length).toBeGreaterThan(0);
    const again = { adminUrl: database.adminUrl, serviceUrl, type, ...REGISTER_SCHEMA } as const;
    await expect(migrate(again)).resolves.toEqual([]);
  });

  it('is what the rows say: nothing is left to bring in line', async () => {
    const admin = await new DataSource(
      dataSourceOptions({ url: database.adminUrl, type, poolSize: 1, entities: [...ROWS] }),
    ).initialize();
    const drift = await admin.driver.createSchemaBuilder().log();
    await admin.destroy();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('begins one incarnation', async () => {
    await expect(service.query('SELECT incarnation FROM register_incarnations')).resolves.toHaveLength(1);
  });

  it.each(INSERT_ONLY_TABLES)('lets the service write %s once and change nothing in it', async (table) => {
    await expect(service.query(`UPDATE ${table} SET ${await firstColumn(table)} = ''`)).rejects.toThrow(
      DENIED,
    );
    await expect(service.query(`DELETE FROM ${table}`)).rejects.toThrow(DENIED);
    await expect(service.query(`TRUNCATE TABLE ${table}`)).rejects.toThrow(DENIED);
  });

  it('lets the service read the catalogue and not write it', async () => {
    await expect(service.query('SELECT COUNT(*) FROM catalogue_sellers')).resolves.toHaveLength(1);
    await expect(service.query('DELETE FROM catalogue_sellers')).rejects.toThrow(DENIED);
  });

  async function firstColumn(table: string): Promise<string> {
    const [column] = (await service.query(`SHOW COLUMNS FROM ${table}`)) as { Field: string }[];
    return column?.Field ?? '';
  }
});
