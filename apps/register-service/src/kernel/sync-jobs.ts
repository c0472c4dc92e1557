import {
  acceptanceCommands,
  type Outcome,
  type RequestOf,
  syncCommands,
  syncQueries,
} from '@encaisse/contracts';
import { Bus, withCorrelation } from '@encaisse/messaging';
import { LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { AcceptanceRow } from '../exports/acceptance.row.js';
import type { ExportRow } from '../exports/export.row.js';
import { type ImportRow, Imports } from '../registers/import.row.js';
import { Registers } from '../registers/register.row.js';
import { Stores } from '../stores/store.row.js';

type Target = RequestOf<typeof syncCommands.startExportJob>;
type Asked = Pick<ImportRow, 'storeId' | 'registerId' | 'tillId' | 'startedBy' | 'correlationId'>;

/**
 * Asks sync-service to do the imports and exports that stand here as running. Asking twice is harmless. A question that gets
 * lost is put again by the reconciler.
 */
@Injectable()
export class SyncJobs {
  constructor(
    private readonly bus: Bus,
    private readonly database: DataSource,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  startImport(row: ImportRow): Promise<void> {
    return this.#ask(row, async () => {
      const target = await this.#target(row.jobId, row);
      const maxDatasetAgeHours = await this.#maxDatasetAgeHours(row.storeId);
      const job = maxDatasetAgeHours === 0 ? target : { ...target, maxDatasetAgeHours };
      this.#note(row.jobId, await this.bus.request(syncCommands.startImportJob, job));
    });
  }

  /** The row says so once sync-service knows; until then the reconciler tells it again. */
  cancelImport(row: ImportRow): Promise<void> {
    return this.#ask(row, async () => {
      const { jobId } = row;
      const answer = await this.bus.request(syncCommands.cancelImportJob, await this.#target(jobId, row));
      this.#note(jobId, answer);
      if (!answer.ok) return;
      await this.database.manager.update(Imports, { jobId, state: 'CANCELLING' }, { state: 'CANCELLED' });
    });
  }

  /** Also to send an export again that has succeeded before. */
  startExport(row: ExportRow): Promise<void> {
    return this.#ask(row, async () => {
      const target = await this.#target(row.exportId, row);
      this.#note(row.exportId, await this.bus.request(syncCommands.startExportJob, target));
    });
  }

  /** Has head office take a refused session apart, at the demand of two people. */
  startAcceptance(row: AcceptanceRow): Promise<void> {
    const { approvalId, exportId, sessionId, approvedBy, reason } = row;
    return this.#ask(row, async () => {
      const target = await this.#target(approvalId, row);
      const request = { exportId, sessionId, approvedBy, reason, requestedAt: row.startedAt.toISOString() };
      const asked = { ...target, ...request };
      this.#note(approvalId, await this.bus.request(acceptanceCommands.startAcceptanceJob, asked));
    });
  }

  /** Whether a job that should run was never heard of over there, or ended before it was asked again. */
  async isIdle(jobId: string): Promise<boolean> {
    const job = await this.bus.request(syncQueries.getJob, { jobId });
    return job.ok ? job.value.state === 'SUCCEEDED' : job.refusal.code === 'JOB_UNKNOWN';
  }

  /** Whatever is asked goes on under the correlation id of the command that wanted it. */
  #ask({ correlationId }: Asked, ask: () => Promise<void>): Promise<void> {
    return withCorrelation(correlationId, ask);
  }

  #note(jobId: string, outcome: Outcome<unknown>): void {
    if (!outcome.ok) this.log.error({ jobId, refusal: outcome.refusal }, 'sync-service refuses a job');
  }

  async #maxDatasetAgeHours(storeId: string): Promise<number> {
    const store = await this.database.manager.findOneByOrFail(Stores, { storeId });
    return store.maxDatasetAgeHours;
  }

  async #target(jobId: string, { storeId, registerId, tillId, startedBy }: Asked): Promise<Target> {
    const { manager } = this.database;
    const [store, register] = await Promise.all([
      manager.findOneByOrFail(Stores, { storeId }),
      manager.findOneOrFail(Registers, { select: { number: true }, where: { registerId } }),
    ]);
    const { number: registerNumber } = register;
    return {
      jobId,
      storeId,
      storeCode: store.code,
      registerId,
      registerNumber,
      tillId,
      requestedBy: startedBy,
    };
  }
}
