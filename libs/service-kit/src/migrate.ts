import { DataSource, type DataSourceOptions } from 'typeorm';
import { z } from 'zod';
import { ConfigError, databaseConfig, EXIT_CONFIG, parseConfig, url } from './config.js';
import { type DatabaseType, dataSourceOptions } from './database.js';

export interface TableGrant {
  /** Tables of this database whose name starts so. The longest prefix that fits a table decides. */
  readonly tablePrefix: string;
  readonly privileges: readonly ('SELECT' | 'INSERT' | 'UPDATE' | 'DELETE')[];
}

/** The tables of a service, and what its own user may do. */
export interface ServiceSchema {
  readonly migrations: DataSourceOptions['migrations'];
  /** Each service keeps its own history, so that the order between services does not matter. */
  readonly historyTable: string;
  readonly grants: readonly TableGrant[];
  /** Tables that nobody else sees, and that end with their connection. */
  readonly makesTemporaryTables?: boolean;
}

export interface MigrationPlan extends ServiceSchema {
  readonly adminUrl: string;
  readonly serviceUrl: string;
  readonly type: DatabaseType;
}

/**
 * Makes the database when it is not there, brings the schema of one service up to date as the administrator, then
 * makes the service's own user with the rights it needs and no more. When both URLs name the same user there is nobody
 * to restrict and no grant is made. Returns the names of the migrations that ran.
 */
export async function migrate(plan: MigrationPlan): Promise<readonly string[]> {
  await ensureDatabase(plan);
  const source = new DataSource({
    ...dataSourceOptions({ url: plan.adminUrl, type: plan.type, poolSize: 2, entities: [] }),
    migrations: plan.migrations ?? [],
    migrationsTableName: plan.historyTable,
    migrationsTransactionMode: 'each',
  } as DataSourceOptions);
  await source.initialize();
  try {
    const ran = await source.runMigrations();
    await grant(source, plan);
    return ran.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

async function ensureDatabase({ adminUrl, type }: MigrationPlan): Promise<void> {
  const url = new URL(adminUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/';
  const source = new DataSource(dataSourceOptions({ url: url.href, type, poolSize: 1, entities: [] }));
  await source.initialize();
  try {
    await source.query(
      `CREATE DATABASE IF NOT EXISTS \`${name.replaceAll('`', '``')}\` CHARACTER SET utf8mb4`,
    );
  } finally {
    await source.destroy();
  }
}

async function grant(source: DataSource, plan: MigrationPlan): Promise<void> {
  const service = new URL(plan.serviceUrl);
  if (service.username === new URL(plan.adminUrl).username) return;
  const user = `${quoted(decodeURIComponent(service.username))}@'%'`;
  const password = quoted(decodeURIComponent(service.password));
  await source.query(`CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY ${password}`);
  await source.query(`ALTER USER ${user} IDENTIFIED BY ${password}`);
  if (plan.makesTemporaryTables) {
    // Here a database is named by a pattern.
    const database = decodeURIComponent(new URL(plan.adminUrl).pathname.slice(1)).replace(/[_%]/gu, '\\$&');
    await source.query(`GRANT CREATE TEMPORARY TABLES ON \`${database.replaceAll('`', '``')}\`.* TO ${user}`);
  }
  const tables = (await source.query('SHOW TABLES')) as Record<string, string>[];
  for (const table of tables.flatMap((row) => Object.values(row))) {
    const fitting = plan.grants.filter(({ tablePrefix }) => table.startsWith(tablePrefix));
    const [closest] = fitting.sort((a, b) => b.tablePrefix.length - a.tablePrefix.length);
    if (!closest) continue;
    await source.query(`GRANT ${closest.privileges.join(', ')} ON \`${table}\` TO ${user}`);
  }
}

const quoted = (value: string): string => `'${value.replace(/['\\]/gu, '\\$&')}'`;

const migrationConfig = z.object({
  MIGRATION_DATABASE_URL: url('mysql', 'mariadb').describe('Administrator of the database.'),
  DATABASE_URL: databaseConfig.DATABASE_URL,
  DATABASE_TYPE: databaseConfig.DATABASE_TYPE,
});

/**
 * The program that migrates one service: says on the terminal what it did, and answers the exit code, 78 when the
 * configuration is wrong, 1 when a migration failed.
 */
export async function runMigrations(
  service: string,
  schema: ServiceSchema,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  try {
    const { MIGRATION_DATABASE_URL, DATABASE_URL, DATABASE_TYPE } = parseConfig(migrationConfig, env);
    const urls = { adminUrl: MIGRATION_DATABASE_URL, serviceUrl: DATABASE_URL, type: DATABASE_TYPE };
    const ran = await migrate({ ...urls, ...schema });
    const outcome = ran.length === 0 ? 'the schema is up to date' : `ran ${ran.join(', ')}`;
    process.stdout.write(`${service}: ${outcome}\n`);
    return 0;
  } catch (error) {
    const isMisconfigured = error instanceof ConfigError;
    const reason = isMisconfigured ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${service}: the migration failed\n${reason}\n`);
    return isMisconfigured ? EXIT_CONFIG : 1;
  }
}
