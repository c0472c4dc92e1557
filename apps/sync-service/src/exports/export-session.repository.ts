import { type Acknowledgement, sessionTotals } from '@encaisse/contracts';
import { dateOf, integerOf, jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Lease } from '../jobs/job.js';
import { JobRepository } from '../jobs/job.repository.js';
import type { ExportSession } from './export-session.js';

/** The sessions of each export, with what head office has said of them. */
@Injectable()
export class ExportSessionRepository {
  constructor(
    private readonly source: DataSource,
    private readonly jobs: JobRepository,
  ) {}

  /** Oldest first; empty until the export is planned. */
  async ofExport(exportId: string): Promise<ExportSession[]> {
    const rows = (await this.source.query(
      // As text: a DATE is a day in the store's time zone and must not become an instant.
      `SELECT *, DATE_FORMAT(business_date, '%Y-%m-%d') AS business_day
       FROM sync_export_sessions WHERE job_id = ? ORDER BY position`,
      [exportId],
    )) as SqlRow[];
    return rows.map(sessionOf);
  }

  async find(exportId: string, sessionId: string): Promise<ExportSession | undefined> {
    const sessions = await this.ofExport(exportId);
    return sessions.find((session) => session.sessionId === sessionId);
  }

  async plan(lease: Lease, sessions: readonly ExportSession[]): Promise<void> {
    await this.jobs.fenced(lease, async (manager) => {
      for (const session of sessions) {
        await manager.query(
          `INSERT INTO sync_export_sessions (job_id, position, session_id, incarnation, epoch, number, business_date,
             record_count, chunk_count, sha256, totals) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            lease.jobId,
            session.position,
            session.sessionId,
            session.incarnation,
            session.epoch,
            session.number,
            session.businessDate,
            session.records,
            session.chunks,
            session.sha256,
            JSON.stringify(session.totals),
          ],
        );
      }
    });
  }

  async acknowledged(lease: Lease, position: number, given: Acknowledgement): Promise<void> {
    await this.jobs.fenced(lease, (manager) =>
      manager.query(
        `UPDATE sync_export_sessions SET acknowledgement_id = ?, acknowledged_at = ?
         WHERE job_id = ? AND position = ?`,
        [given.acknowledgementId, new Date(given.acknowledgedAt), lease.jobId, position],
      ),
    );
  }

  async told(lease: Lease, position: number): Promise<void> {
    await this.jobs.fenced(lease, (manager) =>
      manager.query(
        'UPDATE sync_export_sessions SET told_at = UTC_TIMESTAMP(3) WHERE job_id = ? AND position = ?',
        [lease.jobId, position],
      ),
    );
  }
}

function sessionOf(row: SqlRow): ExportSession {
  const id = row['acknowledgement_id'] as string | null;
  return {
    position: integerOf(row['position']),
    sessionId: row['session_id'] as string,
    incarnation: row['incarnation'] as string,
    epoch: integerOf(row['epoch']),
    number: integerOf(row['number']),
    businessDate: row['business_day'] as string,
    records: integerOf(row['record_count']),
    chunks: integerOf(row['chunk_count']),
    sha256: row['sha256'] as string,
    totals: sessionTotals.parse(jsonOf(row['totals'])),
    acknowledgement: id === null ? null : { id, at: dateOf(row['acknowledged_at']) },
    told: row['told_at'] !== null,
  };
}
