import type { DatasetPart, PartName } from '@encaisse/contracts';
import { CONFIG, LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { Logger } from 'pino';
import { HeadOffice, type HeadOfficeRefusal } from '../head-office/head-office.js';
import { LeaseLost } from '../jobs/job.js';
import type { JobRun } from '../jobs/job-run.js';
import type { SyncConfig } from '../sync.config.js';
import { BulkDatabase } from './bulk-database.js';
import { PartCorrupt, PartReader } from './part-reader.js';
import { PART_TABLES, rejectsAllowed } from './part-tables.js';
import { REJECTS_KEPT, RejectsRepository } from './rejects.repository.js';

const DUPLICATE_KEY = 1062;
/** Another transaction holds the part, or two waited for it and one had to go first. */
const WAIT_AGAIN = new Set([1205, 1213]);

/** Head office does not give this part. */
export class PartRefused extends Error {
  override readonly name = 'PartRefused';
  constructor(readonly refusal: HeadOfficeRefusal) {
    super(`head office refuses a part: ${refusal.code}`);
  }
}

/**
 * Brings one part into the catalogue, in one transaction that begins with the part's own row: a second job that needs
 * the same part waits at its unique key and finds it there, and a worker that dies takes its half of the part with it.
 */
@Injectable()
export class PartLoader {
  constructor(
    private readonly database: BulkDatabase,
    private readonly headOffice: HeadOffice,
    private readonly rejects: RejectsRepository,
    @Inject(CONFIG) private readonly config: SyncConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Returns once the part is there, whoever has brought it.
   * @throws PartRefused, PartCorrupt, TooManyRejects, HeadOfficeSilent; LeaseLost when the job is somebody else's.
   */
  async load(part: DatasetPart, run: JobRun): Promise<void> {
    const connection = await this.database.connect();
    const stop = () => connection.destroy();
    run.signal.addEventListener('abort', stop);
    try {
      run.signal.throwIfAborted();
      const partId = await this.#claim(connection, part, run);
      if (partId === undefined) return;
      await this.#fill(connection, partId, part, run);
    } catch (error) {
      // Whatever broke when the connection was taken away broke because the work had to stop.
      run.signal.throwIfAborted();
      throw error;
    } finally {
      run.signal.removeEventListener('abort', stop);
      connection.destroy();
    }
  }

  /** The id under which the part's rows go in; undefined when another job has brought it meanwhile. */
  async #claim(connection: Connection, part: DatasetPart, run: JobRun): Promise<number | undefined> {
    for (;;) {
      run.signal.throwIfAborted();
      await connection.beginTransaction();
      try {
        const [{ insertId }] = await connection.query<ResultSetHeader>(
          `INSERT INTO catalogue_parts (name, part_version, row_count, rejected_count, sealed_at, loaded_by)
           VALUES (?, ?, ?, 0, UTC_TIMESTAMP(3), ?)`,
          [part.name, part.sha256, part.rows, run.job.jobId],
        );
        return insertId;
      } catch (error) {
        await connection.rollback();
        const errno = (error as { errno?: number }).errno ?? 0;
        if (errno === DUPLICATE_KEY) return undefined;
        if (!WAIT_AGAIN.has(errno)) throw error;
        this.log.info({ part: part.name, jobId: run.job.jobId }, 'another job is loading this part');
      }
    }
  }

  async #fill(connection: Connection, partId: number, part: DatasetPart, run: JobRun): Promise<void> {
    const startedAt = performance.now();
    const answer = await this.headOffice.readPart(part.name, part.sha256, run.signal);
    if (!answer.ok) throw refusalOfPart(part.name, answer.refusal);
    await this.rejects.forget(part.sha256);
    const reader = this.#readerOf(part, run);
    const target = { into: PART_TABLES[part.name], partId };
    const written = await this.database.writer.write(connection, target, reader.read(answer.value));
    if (written !== reader.accepted) {
      throw new Error(`${part.name}: the server took ${written} of ${reader.accepted} rows`);
    }
    await this.#seal(connection, partId, reader, run);
    const durationMs = Math.round(performance.now() - startedAt);
    const { name, rows, sha256 } = part;
    this.log.info({ part: name, rows, rejected: reader.rejected, sha256, durationMs }, 'part loaded');
  }

  #readerOf(part: DatasetPart, run: JobRun): PartReader {
    const allowed = rejectsAllowed(part.name, part.rows, this.config.REJECTS_MAX_PERMILLE);
    let kept = 0;
    return new PartReader(part, allowed, async ({ rows, bad }) => {
      run.progress.moved(part.name, rows, bad.length);
      const keep = bad.slice(0, Math.max(0, REJECTS_KEPT - kept));
      kept += keep.length;
      await this.rejects.keep(part.sha256, part.name, keep);
    });
  }

  /** Commits, unless the job has been given to another worker. */
  async #seal(connection: Connection, partId: number, reader: PartReader, run: JobRun): Promise<void> {
    const [held] = await connection.query<RowDataPacket[]>(
      'SELECT job_id FROM sync_jobs WHERE job_id = ? AND lease_epoch = ? FOR UPDATE',
      [run.lease.jobId, run.lease.epoch],
    );
    if (held.length === 0) throw new LeaseLost(run.lease);
    await connection.query(
      'UPDATE catalogue_parts SET rejected_count = ?, sealed_at = UTC_TIMESTAMP(3) WHERE part_id = ?',
      [reader.rejected, partId],
    );
    await connection.commit();
  }
}

/** A part that was announced a moment ago and is gone has been replaced: the manifest is read again. */
function refusalOfPart(part: PartName, refusal: HeadOfficeRefusal): Error {
  if (refusal.code === 'UNKNOWN_PART') return new PartCorrupt({ part, what: 'UNKNOWN_PART' });
  return new PartRefused(refusal);
}
