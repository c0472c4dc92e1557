import { createHash } from 'node:crypto';
import type { SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { Projector } from './projector.js';
import { Rebuild } from './rebuild.js';

export interface CheckedReadModel {
  readonly events: number;
  /** Tables that say another thing than the events do. */
  readonly differing: readonly string[];
}

/** Whether the read model is what the events say: it is made again, compared to the byte, and left as it was. */
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
    this.#running ??= this.#check().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Nothing is taken meanwhile. */
  async #check(): Promise<CheckedReadModel> {
    const runner = this.database.createQueryRunner();
    await runner.startTransaction('READ COMMITTED');
    try {
      await this.rebuild.alone(runner.manager);
      const before = await this.#digests(runner);
      const events = await this.rebuild.within(runner.manager);
      const after = await this.#digests(runner);
      const differing = [...before].flatMap(([table, digest]) =>
        after.get(table) === digest ? [] : [table],
      );
      return { events, differing };
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  async #digests(runner: QueryRunner): Promise<ReadonlyMap<string, string>> {
    const digests = new Map<string, string>();
    for (const table of this.projector.tables) digests.set(table, await digestOf(runner, table));
    return digests;
  }
}

/** Of all rows in the order of their primary key. */
async function digestOf(runner: QueryRunner, table: string): Promise<string> {
  const keys = (await runner.query(
    `SELECT column_name AS name FROM information_schema.key_column_usage
     WHERE table_schema = DATABASE() AND table_name = ? AND constraint_name = 'PRIMARY' ORDER BY ordinal_position`,
    [table],
  )) as SqlRow[];
  const order = keys.map((key) => String(key['name'])).join(', ');
  const hash = createHash('sha256');
  const rows = await runner.stream(`SELECT * FROM ${table} ORDER BY ${order}`);
  for await (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}
