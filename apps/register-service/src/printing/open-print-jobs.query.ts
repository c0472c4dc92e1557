import { done, type Outcome, type printingQueries, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TillAuthentication } from '../tills/till-authentication.js';
import { viewOfJob } from './print-job.mapper.js';
import { PrintJobRepository } from './print-job.repository.js';

type Contract = typeof printingQueries.openPrintJobs;

/** More than a person looks through; the opening screen tells how many there are. */
const LISTED_MAX = 100;

/** What a till's printer has still to print, and what a person has to look after. */
@Injectable()
export class OpenPrintJobsQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly jobs: PrintJobRepository,
    private readonly database: DataSource,
  ) {}

  async handle({ tillCredential }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { storeId, tillId } = known.value.till;
    const of = { storeId, tillId, limit: LISTED_MAX };
    const { manager } = this.database;
    const [waiting, unresolved] = await Promise.all([
      this.jobs.pending(manager, of),
      this.jobs.unresolved(manager, of),
    ]);
    return done({ waiting: waiting.map(viewOfJob), unresolved: unresolved.map(viewOfJob) });
  }
}
