import { type Outcome, type PrintJobView, type RequestOf, reachingCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { CopiedJobs } from '../printing/copied-jobs.js';
import { HeadOfficeCopies } from './head-office-copies.js';

const contract = reachingCommands.reprintJobFromHeadOffice;

/** What a job printed once more, on whichever till of its store head office names. */
@Injectable()
export class ReprintJobFromHeadOfficeHandler {
  constructor(
    private readonly copies: HeadOfficeCopies,
    private readonly jobs: CopiedJobs,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    return this.copies.print(contract, request, (manager, store) =>
      this.jobs.find(manager, store.storeId, request.printJobId),
    );
  }
}
