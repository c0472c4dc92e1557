import { type Outcome, type PrintJobView, printingCommands, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { CopiedJobs } from './copied-jobs.js';
import { Copies } from './copies.js';

const contract = printingCommands.reprintJob;

/** Prints once more what a job printed, on the till that asks. A lent right names the record. */
@Injectable()
export class ReprintJobHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly jobs: CopiedJobs,
    private readonly copies: Copies,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    const { printJobId, grantId } = request;
    return this.commands.bySellerOfStore({ contract, request }, async (manager, who, run) => {
      const found = await this.jobs.find(manager, who.store.storeId, printJobId);
      return found.ok ? this.copies.reprint(manager, who, run, { ...found.value, grantId }) : found;
    });
  }
}
