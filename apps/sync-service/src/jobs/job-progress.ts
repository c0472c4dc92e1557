import { jobProgressSubject } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { type Lease, LeaseLost } from './job.js';
import { JobRepository } from './job.repository.js';

/** One line of the synchronisation window. */
export interface PartProgress {
  rows: number;
  rejectedRows: number;
  readonly name: string;
  /** The part's sha256, where its rejects are found under. */
  readonly version: string | null;
  readonly totalRows: number | null;
  readonly reused: boolean;
}

const FLUSH_MS = 300;

/** How far one job is: counted in memory, written and hinted at most every 300 ms. */
export class JobProgress {
  readonly #parts = new Map<string, PartProgress>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #firstRowAt: number | undefined;
  #rowsMoved = 0;

  constructor(
    private readonly lease: Lease,
    private readonly jobs: JobRepository,
    private readonly bus: Bus,
    private readonly log: Logger,
  ) {}

  /** What the job consists of, in the order it is shown. Whatever was shown before is forgotten. */
  async plan(parts: readonly PartProgress[]): Promise<void> {
    this.#parts.clear();
    for (const part of parts) this.#parts.set(part.name, { ...part });
    await this.jobs.fenced(this.lease, async (manager) => {
      await manager.query('DELETE FROM sync_job_parts WHERE job_id = ?', [this.lease.jobId]);
      for (const [position, part] of [...this.#parts.values()].entries())
        await this.#insert(manager, position, part);
    });
    this.#hint();
  }

  /** Says that rows of a part were read, and how many of them were bad. */
  moved(name: string, rows: number, rejectedRows = 0): void {
    const part = this.#parts.get(name);
    if (!part) throw new Error(`no part ${name} was planned`);
    this.#firstRowAt ??= performance.now();
    this.#rowsMoved += rows;
    part.rows += rows;
    part.rejectedRows += rejectedRows;
    this.#changed.add(name);
    this.#timer ??= setTimeout(() => void this.#flushLater(), FLUSH_MS);
  }

  /** Writes what is not written yet. @throws LeaseLost when somebody else has taken the job. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changed = [...this.#changed].flatMap((name) => this.#parts.get(name) ?? []);
    if (changed.length === 0) return;
    this.#changed.clear();
    try {
      await this.#write(changed);
    } catch (error) {
      for (const { name } of changed) this.#changed.add(name);
      throw error;
    }
    this.#hint();
  }

  async #write(changed: readonly PartProgress[]): Promise<void> {
    await this.jobs.fenced(this.lease, async (manager) => {
      for (const { name, rows, rejectedRows } of changed) {
        await manager.query(
          'UPDATE sync_job_parts SET row_count = ?, rejected_count = ? WHERE job_id = ? AND name = ?',
          [rows, rejectedRows, this.lease.jobId, name],
        );
      }
      await manager.query('UPDATE sync_jobs SET rows_per_second = ? WHERE job_id = ?', [
        this.#rowsPerSecond(),
        this.lease.jobId,
      ]);
    });
  }

  /** Stops writing. What is lost by it is found again by the next attempt. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Tells whoever shows this job that it looks different now. */
  #hint(): void {
    this.bus.hint(jobProgressSubject(this.lease.jobId));
  }

  async #flushLater(): Promise<void> {
    try {
      await this.flush();
    } catch (error) {
      // The work itself meets the same fault, or has lost the job, and deals with it.
      const level = error instanceof LeaseLost ? 'debug' : 'warn';
      this.log[level]({ err: error, jobId: this.lease.jobId }, 'progress not written');
    }
  }

  #rowsPerSecond(): number {
    const seconds = (performance.now() - (this.#firstRowAt ?? performance.now())) / 1_000;
    return seconds <= 0 ? 0 : Math.max(0, Math.round(this.#rowsMoved / seconds));
  }

  async #insert(manager: EntityManager, position: number, part: PartProgress): Promise<void> {
    await manager.query('INSERT INTO sync_job_parts VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
      this.lease.jobId,
      part.name,
      position,
      part.version,
      part.rows,
      part.totalRows,
      part.rejectedRows,
      part.reused,
    ]);
  }
}

/** Makes the progress of each attempt, and tells of changes that are not counted in rows. */
@Injectable()
export class ProgressBoard {
  constructor(
    private readonly jobs: JobRepository,
    private readonly bus: Bus,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  of(lease: Lease): JobProgress {
    return new JobProgress(lease, this.jobs, this.bus, this.log);
  }

  changed(jobId: string): void {
    this.bus.hint(jobProgressSubject(jobId));
  }
}
