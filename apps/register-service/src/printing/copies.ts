import { done, type Outcome, type PrintDocument, type PrintJobView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CommandRun } from '../kernel/after-commit.js';
import type { AtTill } from '../kernel/register-commands.js';
import { type RegisterRow, Registers } from '../registers/register.row.js';
import { Doorbell } from './doorbell.js';
import { newPrintJob, viewOfJob } from './print-job.mapper.js';
import { type PrintedRecord, PrintJobRepository } from './print-job.repository.js';

/** A copy that somebody asks for: of which record, and of which register's. */
export interface CopyOrder extends Omit<PrintedRecord, 'storeId'> {
  readonly registerId: string;
  /** Who lent the right to ask. */
  readonly authorisedBy: string | null;
  /** The document of a record that was never printed. */
  readonly original: (register: Readonly<RegisterRow>) => Promise<PrintDocument>;
}

/**
 * Copies that somebody asks for, on the till where she asks. A record that was never printed gets its original; every other
 * copy is the original's document, to the letter, under the next DUPLICATA number.
 */
@Injectable()
export class Copies {
  constructor(
    private readonly jobs: PrintJobRepository,
    private readonly doorbell: Doorbell,
  ) {}

  /**
   * Two that are asked at the same instant take the same number: the unique key lets one of them pass, and the other one's
   * command is run again.
   */
  async print(
    manager: EntityManager,
    { store: { storeId, timeZone }, till: { tillId }, seller }: AtTill,
    run: CommandRun,
    { kind, recordId, registerId, authorisedBy, original }: CopyOrder,
  ): Promise<Outcome<PrintJobView>> {
    const register = await manager.findOneByOrFail(Registers, { registerId });
    const document = await this.#document(manager, { storeId, kind, recordId }, () => original(register));
    const job = newPrintJob({
      storeId,
      timeZone,
      registerId,
      tillId,
      epoch: register.epoch,
      recordId,
      document,
      requestedBy: seller.code,
      authorisedBy,
      correlationId: run.correlationId,
      at: run.at,
    });
    await this.jobs.askedAgain(manager, { storeId, kind, recordId });
    await this.jobs.insert(manager, [job]);
    run.afterCommit(() => this.doorbell.ring(tillId));
    return done(viewOfJob(job));
  }

  async #document(
    manager: EntityManager,
    record: PrintedRecord,
    original: () => Promise<PrintDocument>,
  ): Promise<PrintDocument> {
    const printed = await this.jobs.original(manager, record);
    if (printed === null) return original();
    const { document } = printed;
    if (document.kind === 'drawerPulse' || document.kind === 'testPage')
      throw new Error(`a ${document.kind} is never copied`);
    const last = (await this.jobs.lastDuplicateNumber(manager, record)) ?? 0;
    return { ...document, duplicateNumber: last + 1 };
  }
}
