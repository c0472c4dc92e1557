import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, type EntityManager, QueryFailedError } from 'typeorm';

export type DatabaseType = 'mariadb' | 'mysql';

export interface DatabaseSettings {
  readonly url: string;
  readonly type: DatabaseType;
  readonly poolSize: number;
  readonly entities: DataSourceOptions['entities'];
}

/** Connection options of a service. The schema is made by migrations alone, never by synchronising. */
export function dataSourceOptions(settings: DatabaseSettings): DataSourceOptions {
  return {
    type: settings.type,
    url: settings.url.replace(/^mariadb:/u, 'mysql:'),
    entities: settings.entities ?? [],
    synchronize: false,
    poolSize: settings.poolSize,
    timezone: 'Z',
    charset: 'utf8mb4',
    supportBigNumbers: true,
    bigNumberStrings: false,
    // One statement per call: a text that slipped into SQL could not bring a second one along.
    multipleStatements: false,
    extra: { connectTimeout: 5_000, waitForConnections: true },
  } as DataSourceOptions;
}

/** What TypeORM's driver has of mysql2's pool. */
interface ConnectionPool {
  on(event: 'connection', listener: (connection: { query(statement: string): void }) => void): void;
}

const READ_COMMITTED = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';
const readsCommitted = new WeakSet<DataSource>();

/**
 * Connects, and lets every connection of the pool be READ COMMITTED from its beginning: said once for each connection
 * instead of before each transaction, where it is a round trip of its own.
 */
export async function openDatabase(options: DataSourceOptions | undefined): Promise<DataSource> {
  if (options === undefined) throw new Error('a database needs options');
  const source = await new DataSource(options).initialize();
  const { pool } = source.driver as unknown as { readonly pool: ConnectionPool };
  pool.on('connection', (connection) => connection.query(READ_COMMITTED));
  // The one that `initialize` made.
  await source.query(READ_COMMITTED);
  readsCommitted.add(source);
  return source;
}

const ATTEMPTS_MAX = 5;
/** ER_LOCK_WAIT_TIMEOUT, ER_LOCK_DEADLOCK, ER_CHECKREAD (MariaDB: record changed since last read). */
const TRY_AGAIN = new Set([1205, 1213, 1020]);

const errnoOf = (error: unknown): number | undefined =>
  error instanceof QueryFailedError ? (error.driverError as { errno?: number }).errno : undefined;

/** Whether a statement failed because a unique key was already there (ER_DUP_ENTRY). */
export const isDuplicateKey = (error: unknown): boolean => errnoOf(error) === 1062;

/**
 * Runs `work` in one READ COMMITTED transaction. A deadlock or a lock wait is tried again, the whole of it,
 * because the loser of a deadlock has been rolled back: `work` must have no effect outside the database.
 */
export async function inTransaction<T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await (readsCommitted.has(source)
        ? source.transaction(work)
        : source.transaction('READ COMMITTED', work));
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === undefined || !TRY_AGAIN.has(errno) || attempt === ATTEMPTS_MAX) throw error;
      await sleep(10 * attempt + Math.random() * 20);
    }
  }
}

/** What is wrong with the server's durability, as sentences; empty when nothing is. */
export async function durabilityProblems(source: DataSource): Promise<readonly string[]> {
  const [row] = (await source.query(
    'SELECT @@innodb_flush_log_at_trx_commit AS flushLog, @@log_bin AS binlog, @@sync_binlog AS syncBinlog, @@sql_mode AS sqlMode',
  )) as [{ flushLog: number; binlog: number; syncBinlog: number; sqlMode: string }];
  const problems: string[] = [];
  if (Number(row.flushLog) !== 1) problems.push('innodb_flush_log_at_trx_commit must be 1');
  if (Number(row.binlog) === 1 && Number(row.syncBinlog) !== 1) problems.push('sync_binlog must be 1');
  if (!/STRICT_(TRANS|ALL)_TABLES/u.test(row.sqlMode))
    problems.push('sql_mode must hold STRICT_TRANS_TABLES');
  return problems;
}

/** Whether the database answers now. */
export const databaseIsReady = async (source: DataSource): Promise<boolean> => {
  await source.query('SELECT 1');
  return true;
};
