import type { JobView, RejectedRow } from '@encaisse/contracts';
import { dateOf, integerOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { failureOf } from './job.mapper.js';

const instantOf = (value: unknown): string => dateOf(value).toISOString();

export function jobViewOf(row: SqlRow, parts: JobView['parts'], rejects: RejectedRow[]): JobView {
  return {
    jobId: row['job_id'] as string,
    kind: row['kind'] as JobView['kind'],
    state: row['state'] as JobView['state'],
    storeId: row['store_id'] as string,
    registerId: row['register_id'] as string,
    correlationId: row['correlation_id'] as string,
    createdAt: instantOf(row['created_at']),
    startedAt: nullable(row['started_at'], instantOf),
    finishedAt: nullable(row['finished_at'], instantOf),
    parts,
    rowsPerSecond: integerOf(row['rows_per_second']),
    datasetVersion: nullable(row['dataset_version'], integerOf),
    localAsOf: nullable(row['local_as_of'], instantOf),
    rejects,
    rejectedRows: parts.reduce((sum, part) => sum + part.rejectedRows, 0),
    failure: failureOf(row),
  };
}

export const partViewOf = (row: SqlRow): JobView['parts'][number] => ({
  name: row['name'] as string,
  rows: integerOf(row['row_count']),
  totalRows: nullable(row['total_rows'], integerOf),
  rejectedRows: integerOf(row['rejected_count']),
  reused: Boolean(row['reused']),
});

export const rejectedRowOf = (row: SqlRow): RejectedRow => ({
  part: row['part_name'] as string,
  line: integerOf(row['line_number']),
  reason: row['reason'] as RejectedRow['reason'],
  detail: row['detail'] as string | null,
  content: row['content'] as string,
});
