import { done, type Outcome, type PrintDocument, type PrintJobView } from '@encaisse/contracts';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Grants } from '../grants/grants.js';
import type { CommandRun } from '../kernel/after-commit.js';
import type { AtTill } from '../kernel/register-commands.js';
import type { RegisterConfig } from '../register.config.js';
import { type RegisterRow, Registers } from '../registers/register.row.js';
import type { StoreRow } from '../stores/store.row.js';
import type { TillRow } from '../tills/till.row.js';
import { Doorbell } from './doorbell.js';
import { newPrintJob, viewOfJob } from './print-job.mapper.js';
import { type PrintedRecord, PrintJobRepository } from './print-job.repository.js';

/** A record of which somebody wants a copy, and of which register it is. */
export interface CopiedRecord extends Omit<PrintedRecord, 'storeId'> {
  readonly registerId: string;
  /** The document of a record that was never printed. */
  readonly original: (register: Readonly<RegisterRow>) => Promise<PrintDocument>;
}

/** A copy that somebody asks for, who may. */
export interface CopyOrder extends CopiedRecord {
  /** Who lent the right to ask. */
  readonly authorisedBy: string | null;
}

/** Where a copy comes out, and who asks for it: a seller's code, or a name of head office. */
export interface CopyPlace {
  readonly store: Pick<StoreRow, 'storeId' | 'timeZone'>;
  readonly till: Pick<TillRow, 'tillId'>;
  readonly requestedBy: string;
}

/** A copy that takes the right to reprint, and the right lent for it if its seller names one. */
export interface ReprintOrder extends CopiedRecord {
  readonly grantId: string | undefined;
}

/**
 * Copies that somebody asks for, on the till where she asks, or that head office names. A record that was never printed gets its original; every other
 * copy is the original's document, to the letter, under the next DUPLICATA number; after the database was restored from an
 * older copy, past all that may have been printed since.
 */
@Injectable()
export class Copies {
  constructor(
    private readonly jobs: PrintJobRepository,
    private readonly grants: Grants,
    private readonly doorbell: Doorbell,
    @Inject(CONFIG) private readonly config: Pick<RegisterConfig, 'RECEIPT_SECONDS'>,
  ) {}

  /** A copy for who may reprint, or was lent the right for this record. */
  async reprint(
    manager: EntityManager,
    who: AtTill,
    run: CommandRun,
    { grantId, ...order }: ReprintOrder,
  ): Promise<Outcome<PrintJobView>> {
    const authorised = await this.grants.authorise(manager, {
      who,
      registerId: order.registerId,
      right: 'REPRINT',
      grantId,
      subjectId: order.recordId,
      at: run.at,
    });
    if (!authorised.ok) return authorised;
    const place = { ...who, requestedBy: who.seller.code };
    return this.print(manager, place, run, { ...order, ...authorised.value });
  }

  /** Two that are asked at the same instant are numbered one after the other, under the register's lock. */
  async print(
    manager: EntityManager,
    { store: { storeId, timeZone }, till: { tillId }, requestedBy }: CopyPlace,
    run: CommandRun,
    { kind, recordId, registerId, authorisedBy, original }: CopyOrder,
  ): Promise<Outcome<PrintJobView>> {
    const register = await manager.findOneOrFail(Registers, {
      where: { registerId },
      lock: { mode: 'pessimistic_write' },
    });
    const document = await this.#document(manager, { storeId, kind, recordId }, register, original);
    if (document.duplicateNumber > 0) await manager.increment(Registers, { registerId }, 'duplicates', 1);
    const job = newPrintJob({
      storeId,
      timeZone,
      receiptMs: this.config.RECEIPT_SECONDS * 1_000,
      registerId,
      tillId,
      epoch: register.epoch,
      recordId,
      document,
      requestedBy,
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
    register: Readonly<RegisterRow>,
    original: CopyOrder['original'],
  ): Promise<PrintDocument> {
    const printed = await this.jobs.original(manager, record);
    if (printed === null) return original(register);
    const { document } = printed;
    if (document.kind === 'drawerPulse' || document.kind === 'testPage')
      throw new Error(`a ${document.kind} is never copied`);
    const last = (await this.jobs.lastDuplicateNumber(manager, record)) ?? 0;
    return { ...document, duplicateNumber: Math.max(last, register.duplicatesPast) + 1 };
  }
}
