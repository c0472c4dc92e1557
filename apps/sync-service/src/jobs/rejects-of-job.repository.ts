import type { RejectedRow } from '@encaisse/contracts';
import type { SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rejectedRowOf } from './job-view.mapper.js';

export interface RejectsPage {
  readonly jobId: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The rows that an import set aside: those of its own checks, and those of its parts, which other jobs may have loaded. */
@Injectable()
export class RejectsOfJobRepository {
  constructor(private readonly source: DataSource) {}

  /** By part and line. A job that is not known has none. */
  async list({
    jobId,
    limit,
    cursor,
  }: RejectsPage): Promise<{ items: RejectedRow[]; nextCursor: string | null }> {
    const owners = await this.#ownersOf(jobId);
    const place = cursor === undefined ? undefined : placeOf(cursor);
    const after = place ? 'AND (part_name, line_number, reason) > (?, ?, ?)' : '';
    const rows = await this.#query(
      `SELECT * FROM sync_rejects WHERE owner IN (?) ${after} ORDER BY part_name, line_number, reason LIMIT ?`,
      [owners, ...(place ?? []), limit + 1],
    );
    const items = rows.slice(0, limit).map(rejectedRowOf);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? cursorAfter(last) : null };
  }

  async #ownersOf(jobId: string): Promise<readonly string[]> {
    const parts = await this.#query(
      'SELECT part_version FROM sync_job_parts WHERE job_id = ? AND part_version IS NOT NULL',
      [jobId],
    );
    return [jobId, ...parts.map((part) => part['part_version'] as string)];
  }

  async #query(sql: string, parameters: unknown[]): Promise<SqlRow[]> {
    return (await this.source.query(sql, parameters)) as SqlRow[];
  }
}

const cursorAfter = ({ part, line, reason }: RejectedRow): string =>
  Buffer.from(`${part} ${line} ${reason}`).toString('base64url');

/** The place a cursor stands for; undefined, hence the first page, when it is none of ours. */
function placeOf(cursor: string): readonly [part: string, line: number, reason: string] | undefined {
  const [part = '', line = '', reason = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  return /^\d+$/.test(line) && reason !== '' ? [part, Number(line), reason] : undefined;
}
