import { dateOf, integerOf, jsonOf, nullable, type SqlRow } from '@encaisse/service-kit';
import type { DatasetRef, Failure, Job, JobKind, JobState } from './job.js';

/** What `jobOf` reads. */
export const JOB_COLUMNS = `*, GREATEST(0,
  TIMESTAMPDIFF(MICROSECOND, COALESCE(progress_at, created_at), UTC_TIMESTAMP(3)) DIV 1000) AS still_ms`;

/** A row of `sync_jobs` as the code sees it. */
export function jobOf(row: SqlRow): Job {
  return {
    jobId: row['job_id'] as string,
    kind: row['kind'] as JobKind,
    state: row['state'] as JobState,
    storeId: row['store_id'] as string,
    storeCode: row['store_code'] as string,
    registerId: row['register_id'] as string,
    registerNumber: integerOf(row['register_number']),
    tillId: row['till_id'] as string,
    requestedBy: row['requested_by'] as string,
    maxDatasetAgeHours: nullable(row['max_age_hours'], integerOf) ?? undefined,
    correlationId: row['correlation_id'] as string,
    outcome: row['outcome'] as Job['outcome'],
    dataset: datasetOf(row),
    failure: failureOf(row),
    attempts: integerOf(row['attempts']),
    stillMs: integerOf(row['still_ms']),
    unansweredAt: nullable(row['unanswered_at'], dateOf),
    unansweredToldAt: nullable(row['unanswered_told_at'], dateOf),
  };
}

export function datasetOf(row: SqlRow): DatasetRef | null {
  if (row['dataset_id'] === null) return null;
  return {
    datasetId: integerOf(row['dataset_id']),
    version: integerOf(row['dataset_version']),
    localAsOf: nullable(row['local_as_of'], dateOf) ?? undefined,
  };
}

export function failureOf(row: SqlRow): Failure | null {
  if (row['failure_code'] === null) return null;
  return {
    code: row['failure_code'] as string,
    facts: jsonOf(row['failure_facts']) as Failure['facts'],
  };
}
