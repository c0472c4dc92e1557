import type { JobView } from '@encaisse/contracts';
import { integerOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { jobViewOf, partViewOf } from './job-view.mapper.js';
import { RejectsOfJobRepository } from './rejects-of-job.repository.js';

const REJECTS_SHOWN = 50;

export interface JobPage {
  /** Whose jobs are seen; null: those of all stores. */
  readonly stores: readonly string[] | null;
  readonly storeId?: string | undefined;
  readonly registerId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Jobs as the synchronisation window and head office see them. */
@Injectable()
export class JobViewRepository {
  constructor(
    private readonly source: DataSource,
    private readonly rejects: RejectsOfJobRepository,
  ) {}

  async find(jobId: string): Promise<JobView | null> {
    const rows = await this.#query("SELECT * FROM sync_jobs WHERE job_id = ? AND kind <> 'PREFETCH'", [
      jobId,
    ]);
    return (await this.#views(rows))[0] ?? null;
  }

  /** Newest first. */
  async list({ stores, storeId, registerId, limit, cursor }: JobPage) {
    const after = cursor === undefined ? undefined : placeOf(cursor);
    const conditions: [sql: string, values: unknown[]][] = [["kind <> 'PREFETCH'", []]];
    if (stores !== null) conditions.push(stores.length === 0 ? ['1 = 0', []] : ['store_id IN (?)', [stores]]);
    if (storeId !== undefined) conditions.push(['store_id = ?', [storeId]]);
    if (registerId !== undefined) conditions.push(['register_id = ?', [registerId]]);
    if (after) conditions.push(['(created_at, job_id) < (?, ?)', [after.createdAt, after.jobId]]);
    const rows = await this.#query(
      `SELECT * FROM sync_jobs WHERE ${conditions.map(([sql]) => sql).join(' AND ')}
       ORDER BY created_at DESC, job_id DESC LIMIT ?`,
      [...conditions.flatMap(([, values]) => values), limit + 1],
    );
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return { items: await this.#views(shown), nextCursor: last ? cursorAfter(last) : null };
  }

  async #views(rows: readonly SqlRow[]): Promise<JobView[]> {
    if (rows.length === 0) return [];
    const parts = await this.#query(
      'SELECT * FROM sync_job_parts WHERE job_id IN (?) ORDER BY job_id, position',
      [rows.map((row) => row['job_id'])],
    );
    return Promise.all(
      rows.map(async (row) => {
        const own = parts.filter((part) => part['job_id'] === row['job_id']);
        const bad = own.some((part) => integerOf(part['rejected_count']) > 0);
        return jobViewOf(row, own.map(partViewOf), bad ? await this.#firstRejects(row) : []);
      }),
    );
  }

  async #firstRejects(job: SqlRow) {
    const page = { jobId: job['job_id'] as string, limit: REJECTS_SHOWN };
    return (await this.rejects.list(page)).items;
  }

  async #query(sql: string, parameters: unknown[]): Promise<SqlRow[]> {
    return (await this.source.query(sql, parameters)) as SqlRow[];
  }
}

const cursorAfter = (row: SqlRow): string =>
  Buffer.from(`${(row['created_at'] as Date).toISOString()} ${row['job_id']}`).toString('base64url');

/** The place a cursor stands for; undefined, hence the first page, when it is none of ours. */
function placeOf(cursor: string): { createdAt: Date; jobId: string } | undefined {
  const [time = '', jobId = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const createdAt = new Date(time);
  return Number.isNaN(createdAt.getTime()) || jobId === '' ? undefined : { createdAt, jobId };
}
