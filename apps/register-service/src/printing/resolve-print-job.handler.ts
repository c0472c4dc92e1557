import {
  done,
  type Outcome,
  type PrintJobView,
  printingCommands,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CommandRun } from '../kernel/after-commit.js';
import { type AtTill, RegisterCommands } from '../kernel/register-commands.js';
import { Copies } from './copies.js';
import { viewOfJob } from './print-job.mapper.js';
import { PrintJobRepository } from './print-job.repository.js';
import { type PrintJobRow, PrintJobs } from './print-job.row.js';
import { PrintVerdicts } from './print-verdict.row.js';

const contract = printingCommands.resolvePrintJob;
type Request = RequestOf<typeof contract>;

/**
 * A person has looked at the paper. What she says of a job is written once and for ever. Who says that it did not come out may
 * have one more copy of it without the right to reprint; it is a DUPLICATA, since a part of the original may be out there.
 */
@Injectable()
export class ResolvePrintJobHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly jobs: PrintJobRepository,
    private readonly copies: Copies,
  ) {}

  handle(request: Request): Promise<Outcome<ReplyOf<typeof contract>>> {
    return this.commands.bySellerOfStore({ contract, request }, async (manager, who, run) => {
      const { printJobId, outcome, printCopy } = request;
      const { storeId } = who.store;
      const job = await this.jobs.lock(manager, storeId, printJobId);
      if (job === null) return refused('PRINT_JOB_UNKNOWN', { printJobId });
      if (!job.needsPerson) return refused('PRINT_JOB_RESOLVED', { printJobId, state: job.state });
      const problem = problemOf(request, job);
      if (problem !== undefined) return refused('BODY_INVALID', { problems: [problem] });
      const copy = printCopy ? await this.#copy(manager, who, run, job) : null;
      if (copy?.ok === false) return copy;
      await manager.insert(PrintVerdicts, {
        storeId,
        printJobId,
        verdict: outcome,
        saidBy: who.seller.code,
        saidAt: run.at,
        copyPrintJobId: copy?.value.printJobId ?? null,
      });
      await manager.update(PrintJobs, { storeId, printJobId }, { needsPerson: false });
      return done({ printJob: viewOfJob(job), copy: copy?.value ?? null });
    });
  }

  #copy(
    manager: EntityManager,
    who: AtTill,
    run: CommandRun,
    { kind, recordId, registerId, printJobId }: PrintJobRow,
  ): Promise<Outcome<PrintJobView>> {
    if (registerId === null) throw new Error(`print job ${printJobId} is of no register's record`);
    return this.copies.print(manager, { ...who, requestedBy: who.seller.code }, run, {
      kind,
      recordId,
      registerId,
      authorisedBy: null,
      original: () => {
        throw new Error(`print job ${printJobId} is a copy of what has no original`);
      },
    });
  }
}

function problemOf({ outcome, printCopy }: Request, { state }: PrintJobRow): string | undefined {
  if (outcome === 'NOT_PRINTED') return undefined;
  if (state !== 'UNKNOWN') return `outcome: nothing of this job was printed, it is ${state}`;
  return printCopy ? 'printCopy: what was printed needs no copy' : undefined;
}
