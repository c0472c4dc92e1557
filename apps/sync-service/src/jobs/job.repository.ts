import { inTransaction, integerOf, isDuplicateKey, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Job, type JobKind, type JobTarget, type Lease, LeaseLost, type WorkOutcome } from './job.js';
import { JOB_COLUMNS, jobOf } from './job.mapper.js';

/** One clock for leases and alarms, the database's: two workers never disagree about what has expired. */
const NOW = 'UTC_TIMESTAMP(3)';
const IN_MS = `${NOW} + INTERVAL ? * 1000 MICROSECOND`;

/** A job that waits for a worker. */
export interface DueJob {
  readonly jobId: string;
  /** How many leases there have been. */
  readonly turn: number;
  readonly correlationId: string;
}

@Injectable()
export class JobRepository {
  constructor(private readonly source: DataSource) {}

  async find(jobId: string): Promise<Job | null> {
    const [row] = (await this.source.query(`SELECT ${JOB_COLUMNS} FROM sync_jobs WHERE job_id = ?`, [
      jobId,
    ])) as SqlRow[];
    return row ? jobOf(row) : null;
  }

  /** False when a job has this id already. */
  async create(kind: JobKind, target: JobTarget, correlationId: string): Promise<boolean> {
    try {
      await this.source.query(
        `INSERT INTO sync_jobs (job_id, kind, state, store_id, store_code, register_id, register_number, till_id,
           requested_by, correlation_id, max_age_hours, created_at, wake_at)
         VALUES (?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?, ?, ?, ${NOW}, ${NOW})`,
        [
          target.jobId,
          kind,
          target.storeId,
          target.storeCode,
          target.registerId,
          target.registerNumber,
          target.tillId,
          target.requestedBy,
          correlationId,
          target.maxDatasetAgeHours ?? null,
        ],
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Queues an export that has succeeded once more: its sessions are offered again. Changes nothing otherwise. */
  async sendAgain(exportId: string): Promise<void> {
    await inTransaction(this.source, async (manager) => {
      const { affectedRows } = (await manager.query(
        `UPDATE sync_jobs SET state = 'QUEUED', outcome = NULL, wake_at = ${NOW}, attempts = 0, started_at = NULL,
           progress_at = NULL, finished_at = NULL, unanswered_at = NULL, unanswered_told_at = NULL
         WHERE job_id = ? AND kind = 'EXPORT' AND state = 'SUCCEEDED'`,
        [exportId],
      )) as { affectedRows: number };
      if (affectedRows === 0) return;
      await manager.query(
        `UPDATE sync_export_sessions SET acknowledgement_id = NULL, acknowledged_at = NULL, told_at = NULL
         WHERE job_id = ?`,
        [exportId],
      );
    });
  }

  /** Ends an import that is not over, and takes it from whoever works on it. Changes nothing otherwise. */
  async cancel(jobId: string): Promise<void> {
    await this.source.query(
      `UPDATE sync_jobs SET state = 'CANCELLED', outcome = 'CANCELLED', wake_at = NULL, finished_at = ${NOW},
         lease_epoch = lease_epoch + 1, lease_until = NULL
       WHERE job_id = ? AND kind = 'IMPORT' AND state NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED')`,
      [jobId],
    );
  }

  /** Jobs whose time has come and that no worker holds, longest waiting first; `jobId`: that one only. */
  async due(limit: number, jobId?: string): Promise<DueJob[]> {
    const rows = (await this.source.query(
      `SELECT job_id, lease_epoch, correlation_id FROM sync_jobs
       WHERE wake_at <= ${NOW} AND (lease_until IS NULL OR lease_until < ${NOW})
         ${jobId === undefined ? '' : 'AND job_id = ?'} ORDER BY wake_at LIMIT ?`,
      jobId === undefined ? [limit] : [jobId, limit],
    )) as SqlRow[];
    return rows.map((row) => ({
      jobId: row['job_id'] as string,
      turn: integerOf(row['lease_epoch']),
      correlationId: row['correlation_id'] as string,
    }));
  }

  /** Takes the job for `leaseMs`; null when it is not due or somebody else holds it. */
  async takeLease(jobId: string, leaseMs: number): Promise<{ lease: Lease; job: Job } | null> {
    return inTransaction(this.source, async (manager) => {
      if (!(await mayRun(manager, jobId))) return null;
      const { affectedRows } = (await manager.query(
        `UPDATE sync_jobs SET lease_epoch = lease_epoch + 1, lease_until = ${IN_MS},
           state = IF(state = 'QUEUED', 'RUNNING', state), started_at = COALESCE(started_at, ${NOW}),
           progress_at = COALESCE(progress_at, ${NOW})
         WHERE job_id = ? AND wake_at <= ${NOW} AND (lease_until IS NULL OR lease_until < ${NOW})`,
        [leaseMs, jobId],
      )) as { affectedRows: number };
      if (affectedRows === 0) return null;
      const [row] = (await manager.query(`SELECT ${JOB_COLUMNS} FROM sync_jobs WHERE job_id = ?`, [
        jobId,
      ])) as [SqlRow];
      return { lease: { jobId, epoch: Number(row['lease_epoch']) }, job: jobOf(row) };
    });
  }

  /** @throws LeaseLost when somebody else has taken the job. */
  async renew(lease: Lease, leaseMs: number): Promise<void> {
    await this.#update(lease, `lease_until = ${IN_MS}`, [leaseMs]);
  }

  /** Gives the job back. `again`: in how many milliseconds it must be looked at; null when nothing is left to do. */
  async release(lease: Lease, again: number | null): Promise<void> {
    if (again === null) await this.#update(lease, 'lease_until = NULL, wake_at = NULL', []);
    else await this.#update(lease, `lease_until = NULL, wake_at = ${IN_MS}`, [again]);
  }

  /** Something went forward: failures are counted from here. */
  async advanced(lease: Lease): Promise<void> {
    await this.#update(lease, `state = 'RUNNING', attempts = 0, progress_at = ${NOW}`, []);
  }

  /** A failure that is worth another attempt. */
  async failedOnce(lease: Lease, waits: boolean): Promise<void> {
    const state = waits ? 'WAITING_FOR_HEAD_OFFICE' : 'RUNNING';
    await this.#update(lease, 'attempts = attempts + 1, state = ?', [state]);
  }

  async unanswered(lease: Lease): Promise<void> {
    await this.#update(lease, `unanswered_at = COALESCE(unanswered_at, ${NOW})`, []);
  }

  /** Whether a later export of the same register is on its way. */
  async isSuperseded({ jobId, registerId }: Pick<Job, 'jobId' | 'registerId'>): Promise<boolean> {
    const later = (await this.source.query(
      `SELECT later.job_id FROM sync_jobs own JOIN sync_jobs later ON later.register_id = own.register_id
       WHERE own.job_id = ? AND own.register_id = ? AND later.kind = 'EXPORT'
         AND later.state IN ('QUEUED', 'RUNNING', 'WAITING_FOR_HEAD_OFFICE')
         AND (later.created_at, later.job_id) > (own.created_at, own.job_id) LIMIT 1`,
      [jobId, registerId],
    )) as SqlRow[];
    return later.length > 0;
  }

  async unansweredTold(lease: Lease): Promise<void> {
    await this.#update(lease, `unanswered_told_at = ${NOW}`, []);
  }

  /** The work comes again after a rest; nothing that went wrong is counted. */
  async rests(lease: Lease): Promise<void> {
    await this.#update(lease, "state = 'QUEUED', attempts = 0, progress_at = NULL", []);
  }

  /** How the work ended; the state follows once register-service knows. */
  async decide(lease: Lease, result: WorkOutcome): Promise<void> {
    const dataset = result.outcome === 'SUCCEEDED' ? result.dataset : undefined;
    const failure = result.outcome === 'FAILED' ? result.failure : undefined;
    await this.#update(
      lease,
      'outcome = ?, attempts = 0, dataset_id = ?, dataset_version = ?, local_as_of = ?, failure_code = ?, failure_facts = ?',
      [
        result.outcome,
        dataset?.datasetId ?? null,
        dataset?.version ?? null,
        dataset?.localAsOf ?? null,
        failure?.code ?? null,
        failure ? JSON.stringify(failure.facts) : null,
      ],
    );
  }

  /** The register knows: the state says so from now on. */
  async finish(lease: Lease): Promise<void> {
    await this.#update(lease, `state = outcome, finished_at = ${NOW}`, []);
  }

  /** Runs `work` in a transaction that holds the job's row. @throws LeaseLost when somebody else has taken the job. */
  async fenced<T>(lease: Lease, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.source, async (manager) => {
      const rows = (await manager.query(
        'SELECT job_id FROM sync_jobs WHERE job_id = ? AND lease_epoch = ? FOR UPDATE',
        [lease.jobId, lease.epoch],
      )) as SqlRow[];
      if (rows.length === 0) throw new LeaseLost(lease);
      return work(manager);
    });
  }

  async #update(lease: Lease, assignments: string, parameters: unknown[]): Promise<void> {
    const { affectedRows } = (await this.source.query(
      `UPDATE sync_jobs SET ${assignments} WHERE job_id = ? AND lease_epoch = ?`,
      [...parameters, lease.jobId, lease.epoch],
    )) as { affectedRows: number };
    if (affectedRows === 0) throw new LeaseLost(lease);
  }
}

/** Fetching ahead must never be in the way: so many registers at once, and one of each store. */
const PREFETCHES_AT_ONCE = 2;

/** Locks the store's prefetches where the job is one, so that no two of them start at once. */
async function mayRun(manager: EntityManager, jobId: string): Promise<boolean> {
  const [job] = (await manager.query('SELECT kind, store_id FROM sync_jobs WHERE job_id = ?', [
    jobId,
  ])) as SqlRow[];
  if (job?.['kind'] !== 'PREFETCH') return true;
  const ofStore = (await manager.query(
    `SELECT job_id, lease_until >= ${NOW} AS held FROM sync_jobs
     WHERE store_id = ? AND kind = 'PREFETCH' ORDER BY job_id FOR UPDATE`,
    [job['store_id']],
  )) as SqlRow[];
  if (ofStore.some((row) => Number(row['held']) === 1)) return false;
  const [{ running }] = (await manager.query(
    `SELECT COUNT(*) AS running FROM sync_jobs WHERE kind = 'PREFETCH' AND lease_until >= ${NOW}`,
  )) as [{ running: unknown }];
  return Number(running) < PREFETCHES_AT_ONCE;
}
