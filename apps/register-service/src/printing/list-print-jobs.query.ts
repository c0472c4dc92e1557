import {
  type adminQueries,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pageOf } from '../kernel/paging.js';
import { RegisterRepository } from '../registers/register.repository.js';
import { viewOfJob } from './print-job.mapper.js';
import { PrintJobRepository } from './print-job.repository.js';

type Contract = typeof adminQueries.listPrintJobs;

@Injectable()
export class ListPrintJobsQuery {
  constructor(
    private readonly registers: RegisterRepository,
    private readonly jobs: PrintJobRepository,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { registerId } = request;
    const { manager } = this.database;
    const register = await this.registers.find(manager, registerId);
    if (register === undefined) return refused('REGISTER_UNKNOWN', { registerId });
    const jobs = await this.jobs.ofRegister(manager, { storeId: register.storeId, registerId }, request);
    const { rows, nextCursor } = pageOf(jobs, request, ({ createdAt, printJobId }) => ({
      at: createdAt,
      id: printJobId,
    }));
    return done({ items: rows.map(viewOfJob), nextCursor });
  }
}
