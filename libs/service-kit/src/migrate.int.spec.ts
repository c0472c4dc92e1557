import { type TestDatabase, testDatabase } from '@encaisse/testing';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { dataSourceOptions, inTransaction, isDuplicateKey } from './database.js';
import { migrate } from './migrate.js';

class CreateLedger1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE ledger_entries (id INT PRIMARY KEY, amount_cents BIGINT NOT NULL)');
    await runner.query('CREATE TABLE ledger_drafts (id INT PRIMARY KEY, amount_cents BIGINT NOT NULL)');
    await runner.query('INSERT INTO ledger_drafts VALUES (1, 0), (2, 0)');
  }
  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

describe('migrating a service', () => {
  let database: TestDatabase;
  let serviceUrl: string;
  let service: DataSource;
  const run = (adminUrl = database.adminUrl, mayHide = false) =>
    migrate({
      adminUrl,
      serviceUrl,
      type: 'mariadb',
      migrations: [CreateLedger1764000000000],
      historyTable: 'ledger_migrations',
      ...(mayHide ? { makesTemporaryTables: true } : {}),
      grants: [
        { tablePrefix: 'ledger_', privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
        { tablePrefix: 'ledger_entries', privileges: ['SELECT', 'INSERT'] },
        { tablePrefix: 'ledger_migrations', privileges: ['SELECT'] },
      ],
    });

  beforeAll(async () => {
    database = await testDatabase('migrate');
    serviceUrl = database.serviceUrl('ledger');
    expect(await run()).toEqual(['CreateLedger1764000000000']);
    service = await new DataSource(
      dataSourceOptions({ url: serviceUrl, type: 'mariadb', poolSize: 4, entities: [] }),
    ).initialize();
  });
  afterAll(async () => {
    await service.destroy();
    await database.drop();
  });

  it('makes the database when it is not there', async () => {
    const absent = await testDatabase('migrate_absent');
    await absent.drop();
    expect(await run(absent.adminUrl)).toEqual(['CreateLedger1764000000000']);
    await absent.drop();
  });

  it('runs once: a second time changes nothing', async () => {
    expect(await run()).toEqual([]);
  });

  it('lets the service add records and never change them, by the closest prefix', async () => {
    await service.query('INSERT INTO ledger_entries VALUES (1, 100)');
    await expect(service.query('UPDATE ledger_entries SET amount_cents = 0')).rejects.toThrow(/denied/iu);
    await expect(service.query('DELETE FROM ledger_entries')).rejects.toThrow(/denied/iu);
    await service.query('UPDATE ledger_drafts SET amount_cents = 5 WHERE id = 1');
    await expect(service.query('CREATE TABLE mine (id INT)')).rejects.toThrow(/denied/iu);
  });

  it('lets the service make temporary tables where its schema says so, and no others', async () => {
    const make = () => service.query('CREATE TEMPORARY TABLE mine (id INT)');
    await expect(make()).rejects.toThrow(/denied/iu);
    await run(database.adminUrl, true);
    const fresh = await new DataSource(
      dataSourceOptions({ url: serviceUrl, type: 'mariadb', poolSize: 1, entities: [] }),
    ).initialize();
    await fresh.query('CREATE TEMPORARY TABLE mine (id INT)');
    await expect(fresh.query('CREATE TABLE others (id INT)')).rejects.toThrow(/denied/iu);
    await fresh.destroy();
  });

  it('knows a duplicate key from other failures', async () => {
    const twice = service.query('INSERT INTO ledger_entries VALUES (1, 100)');
    expect(await twice.catch(isDuplicateKey)).toBe(true);
    expect(await service.query('SELECT * FROM nowhere').catch(isDuplicateKey)).toBe(false);
  });

  it('tries a transaction that lost a deadlock again, whole', async () => {
    let attempts = 0;
    const bothReady = Promise.withResolvers<void>();
    let waiting = 0;
    const cross = (first: number, second: number) =>
      inTransaction(service, async (manager) => {
        attempts += 1;
        await manager.query('UPDATE ledger_drafts SET amount_cents = amount_cents + 1 WHERE id = ?', [first]);
        waiting += 1;
        if (waiting >= 2) bothReady.resolve();
        await bothReady.promise;
        await manager.query('UPDATE ledger_drafts SET amount_cents = amount_cents + 1 WHERE id = ?', [
          second,
        ]);
      });
    const before = await total(service);
    await Promise.all([cross(1, 2), cross(2, 1)]);
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect(await total(service)).toBe(before + 4);
  });
});

const total = async (source: DataSource): Promise<number> => {
  const [row] = (await source.query('SELECT SUM(amount_cents) AS sum FROM ledger_drafts')) as [
    { sum: string },
  ];
  return Number(row.sum);
};
