import { CONFIG, LOG } from '@encaisse/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Connection, createConnection } from 'mysql2/promise';
import type { Logger } from 'pino';
import type { SyncConfig } from '../sync.config.js';
import { type BulkWriter, localInfileWriter, multiRowInsertWriter } from './bulk-writer.js';
import { PART_TABLES } from './part-tables.js';

/** LOCAL INFILE forbidden by the server (1148, 3948), by the account (1045, 1227) or unknown to a proxy (4166). */
const FORBIDDEN = new Set([1045, 1148, 1227, 3948, 4166]);

/** Connections for bulk loading, apart from the pool: they hold long transactions, and alone may send a "file". */
@Injectable()
export class BulkDatabase implements OnModuleInit {
  #writer: BulkWriter = multiRowInsertWriter;

  constructor(
    @Inject(CONFIG) private readonly config: SyncConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Finds out by trying what the server allows: its variables do not tell what stands between. */
  async onModuleInit(): Promise<void> {
    const connection = await this.connect();
    try {
      await connection.beginTransaction();
      await localInfileWriter.write(connection, { into: PART_TABLES.tenders, partId: 0 }, noRows());
      this.#writer = localInfileWriter;
    } catch (error) {
      if (!FORBIDDEN.has((error as { errno?: number }).errno ?? 0)) throw error;
      this.log.warn({ err: error }, 'LOCAL INFILE is forbidden: imports will be slower');
    } finally {
      connection.destroy();
    }
    this.log.info({ writer: this.#writer.name }, 'bulk loading');
  }

  get writer(): BulkWriter {
    return this.#writer;
  }

  /** The caller destroys it, which rolls back whatever it has not committed. */
  async connect(): Promise<Connection> {
    const connection = await createConnection({
      uri: this.config.DATABASE_URL.replace(/^mariadb:/u, 'mysql:'),
      charset: 'utf8mb4',
      timezone: 'Z',
      connectTimeout: 5_000,
      supportBigNumbers: true,
    });
    // An error between two statements is met by the next one; without a listener it would end the process.
    connection.on('error', (error: Error) => this.log.warn({ err: error }, 'bulk connection'));
    const session = [
      "sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
      'innodb_lock_wait_timeout = 5',
      // A worker that stands still, its line open, must not keep a part locked for hours.
      'net_read_timeout = 60',
      'wait_timeout = 120',
    ];
    await connection.query(`SET SESSION ${session.join(', SESSION ')}`);
    await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    return connection;
  }
}

async function* noRows(): AsyncGenerator<never[]> {
  yield [];
}
