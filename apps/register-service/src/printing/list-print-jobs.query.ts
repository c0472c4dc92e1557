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
import { fromCursor, toCursor } from '../kernel/page-cursor.js';
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

  async handle({ registerId, limit, cursor }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { manager } = this.database;
    const register = await this.registers.find(manager, registerId);
    if (register === undefined) return refused('REGISTER_UNKNOWN', { registerId });
    const before = cursor === undefined ? undefined : fromCursor(cursor);
    if (cursor !== undefined && before === undefined) {
      return refused('BODY_INVALID', { problems: ['cursor: not one of ours'] });
    }
    const place = { storeId: register.storeId, registerId };
    const found = await this.jobs.ofRegister(manager, place, { before, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const isMore = found.length > limit && last !== undefined;
    return done({
      items: page.map(viewOfJob),
      nextCursor: isMore ? toCursor({ at: last.createdAt, id: last.printJobId }) : null,
    });
  }
}
