import { CATALOGUE_MIGRATIONS } from '@encaisse/catalogue';
import { dataSourceOptions, migrate } from '@encaisse/service-kit';
import { databaseType, type TestDatabase, testDatabase } from '@encaisse/testing';
import { DataSource } from 'typeorm';
import { describedByRows, describedByServer } from '../test/described-schema.js';
import { ROWS } from './rows.js';
import { INSERT_ONLY_TABLES, REGISTER_SCHEMA } from './schema.js';

const type = databaseType();
const DENIED = /command denied/iu;

describe('the schema', () => {
  let database: TestDatabase;
  let serviceUrl: string;
  let service: DataSource;
  /** The administrator's connection, which knows the rows. */
  let admin: DataSource;
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
    admin = await new DataSource(
      dataSourceOptions({ url: database.adminUrl, type, poolSize: 1, entities: [...ROWS] }),
    ).initialize();
  }, 60_000);

  afterAll(async () => {
    await admin?.destroy();
    await service?.destroy();
    await database?.drop();
  });

  it('comes up on an empty database, and once', async () => {
    expect(ran.length).toBeGreaterThan(0);
    const again = { adminUrl: database.adminUrl, serviceUrl, type, ...REGISTER_SCHEMA } as const;
    await expect(migrate(again)).resolves.toEqual([]);
  });

  /** The tables of this service, without the history that TypeORM keeps for itself. */
  async function described(): Promise<readonly string[]> {
    const lines = await describedByServer(admin, 'register_');
    return lines.filter((line) => !/^register_migrations\b/u.test(line));
  }
  const drift = async (): Promise<readonly string[]> => {
    const { upQueries } = await admin.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  };

  it('is what the rows say: nothing is left to bring in line', async () => {
    expect(await drift()).toEqual([]);
  });

  it('is what the rows say, by the server’s own information_schema: each column, collation and key', async () => {
    expect(await described()).toEqual(describedByRows(admin));
  });

  it.each([
    ['a wider column', 'MODIFY kind VARCHAR(17) CHARACTER SET ascii COLLATE ascii_bin NOT NULL'],
    ['another collation', 'MODIFY kind VARCHAR(16) CHARACTER SET utf8mb4 NOT NULL'],
    ['a column that may be empty', 'MODIFY amount_cents BIGINT NULL'],
    ['a default', 'MODIFY amount_cents BIGINT NOT NULL DEFAULT 0'],
    ['one column more', 'ADD COLUMN stray INT NULL'],
    ['one key more', 'ADD KEY stray (amount_cents)'],
  ])('would not hide %s', async (_what, change) => {
    const table = 'register_cash_movements';
    const [{ made }] = (await admin.query(`SHOW CREATE TABLE ${table}`)).map(
      (row: Record<string, string>) => ({ made: row['Create Table'] ?? '' }),
    );
    try {
      await admin.query(`ALTER TABLE ${table} ${change}`);
      expect(await described()).not.toEqual(describedByRows(admin));
    } finally {
      await admin.query(`DROP TABLE ${table}`);
      await admin.query(made);
    }
    expect(await described()).toEqual(describedByRows(admin));
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
