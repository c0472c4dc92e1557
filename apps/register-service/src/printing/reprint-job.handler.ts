import {
  type Outcome,
  type PrintJobView,
  printingCommands,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Copies } from './copies.js';
import { isOfARecord } from './print-expiry.js';
import { PrintJobRepository } from './print-job.repository.js';

const contract = printingCommands.reprintJob;

/**
 * Prints once more what a job printed, on the till that asks: slips, X readings and recounts are found by their jobs. A lent
 * right names the record.
 */
@Injectable()
export class ReprintJobHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly jobs: PrintJobRepository,
    private readonly copies: Copies,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    const { printJobId, grantId } = request;
    return this.commands.bySellerOfStore({ contract, request }, async (manager, who, run) => {
      const job = await this.jobs.find(manager, who.store.storeId, printJobId);
      if (job === null) return refused('PRINT_JOB_UNKNOWN', { printJobId });
      const { kind, recordId, registerId } = job;
      if (!isOfARecord(kind)) return refused('PRINT_JOB_WITHOUT_RECORD', { printJobId, kind });
      if (registerId === null) throw new Error(`print job ${printJobId} is of no register's record`);
      return this.copies.reprint(manager, who, run, {
        kind,
        recordId,
        registerId,
        grantId,
        original: () => {
          throw new Error(`print job ${printJobId} is a copy of what has no original`);
        },
      });
    });
  }
}
