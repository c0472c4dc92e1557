import type { Acceptance } from '@encaisse/contracts';
import { dateOf, isDuplicateKey, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Lease } from '../jobs/job.js';
import { JobRepository } from '../jobs/job.repository.js';

/** What two people have approved. */
export interface AcceptanceAsked {
  readonly jobId: string;
  readonly exportId: string;
  readonly sessionId: string;
  /** Of the content that was refused. */
  readonly sha256: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly reason: string;
  readonly requestedAt: Date;
}

/** The same with what head office has made of it; null as long as it has not accepted. */
export interface AcceptanceKept extends AcceptanceAsked {
  readonly accepted: Readonly<{ id: string; at: Date }> | null;
}

@Injectable()
export class AcceptanceRepository {
  constructor(
    private readonly source: DataSource,
    private readonly jobs: JobRepository,
  ) {}

  /** False when this job has been asked for before. */
  async add(asked: AcceptanceAsked): Promise<boolean> {
    try {
      await this.source.query(
        `INSERT INTO sync_acceptances (job_id, export_id, session_id, sha256, requested_by, approved_by, reason,
           requested_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          asked.jobId,
          asked.exportId,
          asked.sessionId,
          asked.sha256,
          asked.requestedBy,
          asked.approvedBy,
          asked.reason,
          asked.requestedAt,
        ],
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** @throws when nobody asked for it: the job would not be. */
  async get(jobId: string): Promise<AcceptanceKept> {
    const [row] = (await this.source.query('SELECT * FROM sync_acceptances WHERE job_id = ?', [
      jobId,
    ])) as SqlRow[];
    if (!row) throw new Error(`job ${jobId} has no acceptance to ask for`);
    return keptOf(row);
  }

  async accepted(lease: Lease, { acceptanceId, acceptedAt }: Acceptance): Promise<void> {
    await this.jobs.fenced(lease, (manager) =>
      manager.query('UPDATE sync_acceptances SET acceptance_id = ?, accepted_at = ? WHERE job_id = ?', [
        acceptanceId,
        new Date(acceptedAt),
        lease.jobId,
      ]),
    );
  }
}

function keptOf(row: SqlRow): AcceptanceKept {
  const id = row['acceptance_id'] as string | null;
  return {
    jobId: row['job_id'] as string,
    exportId: row['export_id'] as string,
    sessionId: row['session_id'] as string,
    sha256: row['sha256'] as string,
    requestedBy: row['requested_by'] as string,
    approvedBy: row['approved_by'] as string,
    reason: row['reason'] as string,
    requestedAt: dateOf(row['requested_at']),
    accepted: id === null ? null : { id, at: dateOf(row['accepted_at']) },
  };
}
