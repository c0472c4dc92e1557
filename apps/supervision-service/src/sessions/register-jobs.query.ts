import { done, type Outcome, type ReplyOf, type RequestOf, type sessionQueries } from '@encaisse/contracts';
import { jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conditions, cursorAfter } from '../lists/conditions.js';
import { PLACE_COLUMNS, PLACE_JOINS, placeOf } from '../lists/place.js';
import type { JobModel } from './job-model.js';

type Contract = typeof sessionQueries.listRegisterJobs;

/** Imports and exports of all stores, newest first. */
@Injectable()
export class RegisterJobsQuery {
  constructor(private readonly database: DataSource) {}

  async handle(asked: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { limit } = asked;
    const conditions = new Conditions('x.store_id', asked.stores)
      .add('x.store_id = ?', asked.storeId)
      .add('x.register_id = ?', asked.registerId)
      .add('x.kind = ?', asked.kind)
      .add('x.outcome = ?', asked.outcome)
      .before('x.started_at', 'x.job_id', asked.cursor);
    const rows = (await this.database.query(
      `SELECT x.model, ${PLACE_COLUMNS} FROM supervision_jobs x ${PLACE_JOINS} ${conditions.where}
       ORDER BY x.started_at DESC, x.job_id DESC LIMIT ${limit}`,
      conditions.values,
    )) as SqlRow[];
    const items = rows.map((row) => ({ ...(jsonOf(row['model']) as JobModel), ...placeOf(row) }));
    return done({
      items,
      nextCursor: cursorAfter(items, limit, ({ startedAt, jobId }) => [startedAt, jobId]),
    });
  }
}
