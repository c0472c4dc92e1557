import {
  done,
  type Outcome,
  type PrintJobView,
  type RequestOf,
  refused,
  type tillQueries,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TillAuthentication } from '../tills/till-authentication.js';
import { viewOfJob } from './print-job.mapper.js';
import { PrintJobRepository } from './print-job.repository.js';

@Injectable()
export class GetPrintJobQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly jobs: PrintJobRepository,
    private readonly database: DataSource,
  ) {}

  async handle({
    tillCredential,
    printJobId,
  }: RequestOf<typeof tillQueries.getPrintJob>): Promise<Outcome<PrintJobView>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const job = await this.jobs.find(this.database.manager, known.value.store.storeId, printJobId);
    return job === null ? refused('PRINT_JOB_UNKNOWN', { printJobId }) : done(viewOfJob(job));
  }
}
