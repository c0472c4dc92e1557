import type { PrintDocumentKind, PrintReport } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { behind, type PageRequest } from '../kernel/paging.js';
import { isOfARecord } from './print-expiry.js';
import { PrintFailures } from './print-failures.js';
import { type PrintJobRow, PrintJobs, PrintReports } from './print-job.row.js';

/** A record that is printed: a ticket, or the Z of a session. */
export interface PrintedRecord {
  readonly storeId: string;
  readonly kind: PrintDocumentKind;
  readonly recordId: string;
}

/** What there is to record of a report, whoever made it. */
export type RecordedReport = Pick<
  PrintReport,
  'state' | 'reason' | 'detail' | 'sequence' | 'attempt' | 'final' | 'at'
>;

@Injectable()
export class PrintJobRepository {
  constructor(private readonly failures: PrintFailures) {}

  async insert(manager: EntityManager, jobs: readonly PrintJobRow[]): Promise<void> {
    if (jobs.length > 0) await manager.insert(PrintJobs, [...jobs]);
  }

  find(manager: EntityManager, storeId: string, printJobId: string): Promise<PrintJobRow | null> {
    return manager.findOneBy(PrintJobs, { storeId, printJobId });
  }

  original(manager: EntityManager, record: PrintedRecord): Promise<PrintJobRow | null> {
    return manager.findOneBy(PrintJobs, { ...record, duplicateNumber: 0 });
  }

  /** The highest number that a copy of the record has; undefined when nothing of it was ever asked for. */
  async lastDuplicateNumber(manager: EntityManager, record: PrintedRecord): Promise<number | undefined> {
    const last = await manager.findOne(PrintJobs, {
      select: { storeId: true, printJobId: true, duplicateNumber: true },
      where: { ...record },
      order: { duplicateNumber: 'DESC' },
    });
    return last?.duplicateNumber;
  }

  /** How many DUPLICATA no Z of the register has counted yet, and counts them: each once, by the statement that marks it. */
  async countDuplicates(
    manager: EntityManager,
    register: { readonly storeId: string; readonly registerId: string },
  ): Promise<number> {
    const counted = await manager.update(PrintJobs, { ...register, awaitsZ: true }, { awaitsZ: false });
    return counted.affected ?? 0;
  }

  /** Jobs of a till without a final report, oldest first. */
  pending(
    manager: EntityManager,
    { storeId, tillId, limit }: { readonly storeId: string; readonly tillId: string; readonly limit: number },
  ): Promise<readonly PrintJobRow[]> {
    return manager.find(PrintJobs, {
      where: { storeId, tillId, isFinal: false },
      order: { createdAt: 'ASC', printJobId: 'ASC' },
      take: limit,
    });
  }

  /** Jobs of a till that wait for a person, newest first. */
  unresolved(
    manager: EntityManager,
    { storeId, tillId, limit }: { readonly storeId: string; readonly tillId: string; readonly limit: number },
  ): Promise<readonly PrintJobRow[]> {
    return manager.find(PrintJobs, {
      where: { storeId, tillId, needsPerson: true },
      order: { createdAt: 'DESC', printJobId: 'DESC' },
      take: limit,
    });
  }

  /** A copy of this record is asked for: nobody needs to be told any more that an earlier one never began. */
  async askedAgain(manager: EntityManager, record: PrintedRecord): Promise<void> {
    const unprinted = { ...record, needsPerson: true, state: In(['EXPIRED', 'UNSUPPORTED']) };
    await manager.update(PrintJobs, unprinted, { needsPerson: false });
  }

  /** Jobs of a register, newest first: a page of them and one more, which tells that there are others. */
  ofRegister(
    manager: EntityManager,
    place: { readonly storeId: string; readonly registerId: string },
    page: PageRequest,
  ): Promise<readonly PrintJobRow[]> {
    return manager.find(PrintJobs, {
      where: behind<PrintJobRow>({ ...place }, page, { at: 'createdAt', id: 'printJobId' }),
      order: { createdAt: 'DESC', printJobId: 'DESC' },
      take: page.limit + 1,
    });
  }

  /** Locks the jobs of a register that a till has not ended. */
  lockPending(
    manager: EntityManager,
    place: { readonly storeId: string; readonly registerId: string; readonly tillId: string },
  ): Promise<PrintJobRow[]> {
    return manager.find(PrintJobs, {
      where: { ...place, isFinal: false },
      order: { createdAt: 'ASC', printJobId: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Gives locked jobs to another till, under the epoch of its hold. */
  async move(
    manager: EntityManager,
    jobs: readonly PrintJobRow[],
    { tillId, epoch, now }: { readonly tillId: string; readonly epoch: number; readonly now: Date },
  ): Promise<void> {
    for (const { storeId, printJobId } of jobs)
      await manager.update(PrintJobs, { storeId, printJobId }, { tillId, epoch, updatedAt: now });
  }

  /** Locks one job until the end of the transaction. */
  lock(manager: EntityManager, storeId: string, printJobId: string): Promise<PrintJobRow | null> {
    return manager.findOne(PrintJobs, {
      where: { storeId, printJobId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Ends a locked job that comes too late to be printed. */
  async expire(manager: EntityManager, job: PrintJobRow, now: Date): Promise<void> {
    const { storeId, printJobId, kind } = job;
    if (job.isFinal) return;
    const ended = {
      state: 'EXPIRED',
      isFinal: true,
      needsPerson: isOfARecord(kind),
      updatedAt: now,
    } as const;
    await manager.update(PrintJobs, { storeId, printJobId }, ended);
    await this.failures.tell(manager, [{ ...job, ...ended }], now);
  }

  /** Adds a report to the history of a locked job and makes it the job's state. */
  async record(manager: EntityManager, job: PrintJobRow, report: RecordedReport, now: Date): Promise<void> {
    const { storeId, printJobId } = job;
    const { state, reason, detail, sequence, attempt, final: isFinal } = report;
    const reportedAt = new Date(report.at);
    const facts = { state, reason, detail, sequence, isFinal, reportedAt };
    const failed = state === 'UNKNOWN' || state === 'UNSUPPORTED';
    // Of one that was taken for expired a person may have spoken already.
    const needsPerson = failed && isOfARecord(job.kind) && (job.needsPerson || job.state !== 'EXPIRED');
    const reportNumber = job.reports + 1;
    await manager.insert(PrintReports, {
      storeId,
      printJobId,
      reportNumber,
      ...facts,
      attempt,
      recordedAt: now,
    });
    await manager.update(
      PrintJobs,
      { storeId, printJobId },
      { ...facts, needsPerson, reports: reportNumber, updatedAt: now },
    );
    if (failed) await this.failures.tell(manager, [{ ...job, ...facts }], now);
  }
}
