import { createHash } from 'node:crypto';
import type { SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type DataSourceOptions, type QueryRunner } from 'typeorm';
import { Projector } from './projector.js';
import { Rebuild } from './rebuild.js';

export interface CheckedReadModel {
  readonly events: number;
  /** Tables that say another thing than the events do. */
  readonly differing: readonly string[];
}

/**
 * Whether the read model is what the events say: it is made again, beside the one there is, and compared to the byte.
 * It is that of one moment, and events are taken meanwhile: they belong to later ones.
 */
@Injectable()
export class ReadModelCheck {
  #running: Promise<CheckedReadModel> | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly projector: Projector,
    private readonly rebuild: Rebuild,
  ) {}

  /** One at a time: whoever asks while one runs gets what it finds. */
  run(): Promise<CheckedReadModel> {
    this.#running ??= this.#alone().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** On a connection of its own: tables that hide those of the same names must never come into the pool. */
  async #alone(): Promise<CheckedReadModel> {
    const own = new DataSource({ ...this.database.options, poolSize: 1 } as DataSourceOptions);
    await own.initialize();
    try {
      const runner = own.createQueryRunner();
      try {
        return await this.#check(runner);
      } finally {
        await runner.release();
      }
    } finally {
      // Whatever was written goes with the connection, which never commits.
      await own.destroy();
    }
  }

  async #check(runner: QueryRunner): Promise<CheckedReadModel> {
    const { tables } = this.projector;
    await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    const orders = new Map<string, string>();
    for (const table of tables) orders.set(table, await orderOf(runner, table));
    const shown = await digestsOf(runner, orders);
    for (const table of tables) await hide(runner, table);
    const events = await this.rebuild.replay(runner.manager);
    const told = await digestsOf(runner, orders);
    return { events, differing: tables.filter((table) => shown.get(table) !== told.get(table)) };
  }
}

/** From now on the name means an empty table like it, in this connection alone. Temporary tables commit nothing. */
async function hide(runner: QueryRunner, table: string): Promise<void> {
  // Neither server makes a temporary table LIKE the one whose name it takes.
  const [row] = (await runner.query(`SHOW CREATE TABLE ${table}`)) as SqlRow[];
  await runner.query(String(row?.['Create Table']).replace(/^CREATE TABLE /u, 'CREATE TEMPORARY TABLE '));
}

/** The primary key. */
async function orderOf(runner: QueryRunner, table: string): Promise<string> {
  const keys = (await runner.query(
    `SELECT column_name AS name FROM information_schema.key_column_usage
     WHERE table_schema = DATABASE() AND table_name = ? AND constraint_name = 'PRIMARY' ORDER BY ordinal_position`,
    [table],
  )) as SqlRow[];
  return keys.map((key) => String(key['name'])).join(', ');
}

/** By table: of all rows in their order. */
async function digestsOf(
  runner: QueryRunner,
  orders: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const [table, order] of orders) {
    const hash = createHash('sha256');
    const rows = await runner.stream(`SELECT * FROM ${table} ORDER BY ${order}`);
    for await (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
    digests.set(table, hash.digest('hex'));
  }
  return digests;
}
