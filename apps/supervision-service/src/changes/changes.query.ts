import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  type supervisionQueries,
} from '@encaisse/contracts';
import { fitting } from '@encaisse/messaging';
import { integerOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChangeLog } from './change-log.js';

type Contract = typeof supervisionQueries.changes;

/** What a watcher has missed. */
@Injectable()
export class ChangesQuery {
  constructor(
    private readonly database: DataSource,
    private readonly log: ChangeLog,
  ) {}

  async handle({ after, limit }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const position = await this.log.last(this.database);
    const rows = (await this.database.query(
      `SELECT position, previous, store_id, body FROM supervision_changes
       WHERE position > ? ORDER BY position LIMIT ${limit}`,
      [after],
    )) as SqlRow[];
    const changes = rows.map((row) => ({
      position: integerOf(row['position']),
      previous: integerOf(row['previous']),
      storeId: String(row['store_id']),
      body: String(row['body']),
    }));
    // The first one behind must go on from what the watcher has seen last, or from before it. The last change always stays:
    // where none is behind another position than the last, that position is of a database that is gone.
    const [first] = changes;
    const forgotten = first === undefined ? after !== position : first.previous > after;
    return done({ changes: fitting(changes), position, forgotten });
  }
}
