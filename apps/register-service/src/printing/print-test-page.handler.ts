import {
  done,
  type Outcome,
  type PrintJobView,
  printingCommands,
  type RequestOf,
  type TestPageDocument,
} from '@encaisse/contracts';
import { wallClockOf } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, MoreThanOrEqual } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type AtTill, RegisterCommands } from '../kernel/register-commands.js';
import { Doorbell } from './doorbell.js';
import { newPrintJob, viewOfJob } from './print-job.mapper.js';
import { PrintJobRepository } from './print-job.repository.js';
import { PrintJobs } from './print-job.row.js';
import { Printers } from './printer.row.js';
import { SOFTWARE } from './software.js';

const contract = printingCommands.printTestPage;
const DAY_MS = 24 * 3_600_000;

/** Prints a test page with the printer's report. Any seller of the store may, whatever the state of the registers. */
@Injectable()
export class PrintTestPageHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly jobs: PrintJobRepository,
    private readonly doorbell: Doorbell,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    return this.commands.bySellerOfStore({ contract, request }, async (manager, who, run) => {
      const { storeId, timeZone } = who.store;
      const { tillId } = who.till;
      const job = newPrintJob({
        storeId,
        timeZone,
        registerId: null,
        tillId,
        epoch: 0,
        recordId: uuidv7(),
        document: await testPage(manager, who, run.at),
        requestedBy: who.seller.code,
        correlationId: run.correlationId,
        at: run.at,
      });
      await this.jobs.insert(manager, [job]);
      run.afterCommit(() => this.doorbell.ring(tillId));
      return done(viewOfJob(job));
    });
  }
}

async function testPage(
  manager: EntityManager,
  { store, till, seller }: AtTill,
  at: Date,
): Promise<TestPageDocument> {
  const wallClock = (instant: Date) => wallClockOf(instant.toISOString(), store.timeZone);
  const { storeId, timeZone } = store;
  const printer = await manager.findOneBy(Printers, { storeId, tillId: till.tillId });
  return {
    kind: 'testPage',
    storeName: store.name,
    till: { code: till.code, name: till.name },
    askedAt: wallClock(at),
    askedBy: seller.name,
    printer: printer && {
      state: printer.state,
      since: wallClock(printer.since),
      paperLow: Boolean(printer.paperLow),
      agentVersion: printer.agentVersion,
      reportedAt: wallClock(printer.reportedAt),
    },
    jobs: await jobsOfToday(manager, till, { at, timeZone }),
    duplicateNumber: 0,
    software: SOFTWARE,
  };
}

/** What the till's jobs of this calendar day have come to. */
async function jobsOfToday(
  manager: EntityManager,
  { storeId, tillId }: AtTill['till'],
  { at, timeZone }: { readonly at: Date; readonly timeZone: string },
): Promise<TestPageDocument['jobs']> {
  const lately = await manager.find(PrintJobs, {
    select: {
      storeId: true,
      printJobId: true,
      state: true,
      isFinal: true,
      duplicateNumber: true,
      createdAt: true,
    },
    where: { storeId, tillId, createdAt: MoreThanOrEqual(new Date(at.getTime() - DAY_MS)) },
  });
  const dateOf = (instant: Date) => wallClockOf(instant.toISOString(), timeZone).slice(0, 10);
  const today = lately.filter(({ createdAt }) => dateOf(createdAt) === dateOf(at));
  const count = (matches: (job: (typeof today)[number]) => boolean) => today.filter(matches).length;
  return {
    printed: count(({ state }) => state === 'CONFIRMED' || state === 'SENT'),
    waiting: count(({ isFinal }) => !isFinal),
    unknown: count(({ state }) => state === 'UNKNOWN'),
    expired: count(({ state }) => state === 'EXPIRED'),
    duplicates: count(({ duplicateNumber }) => duplicateNumber > 0),
  };
}
