import { importCommands, type Outcome, type ReplyOf, type RequestOf, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import { digestOf } from '../kernel/stored-answers.js';
import { JobRetrying } from './job-retrying.js';

/** How the job's row names the administrator. */
const HEAD_OFFICE = 'SIEGE';
const contract = importCommands.retryJobFromHeadOffice;

/** For the till that had asked: the register's data or days are its own. */
@Injectable()
export class RetryJobFromHeadOfficeHandler {
  constructor(
    private readonly registers: RegisterTransaction,
    private readonly retrying: JobRetrying,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { jobId, administrator, idempotencyKey } = request;
    const former = await this.retrying.find(this.database.manager, jobId);
    if (!former) return refused('JOB_UNKNOWN', { jobId });
    const { registerId, tillId } = former;
    return this.registers.run({
      identity: { scope: 'admin', idempotencyKey, bodyDigest: digestOf(contract.subject, request) },
      registerId,
      tillId,
      work: (unit, manager) => {
        const till = unit.situationOf(tillId);
        const asking = { at: unit.at, by: administrator, till, startedBy: HEAD_OFFICE };
        return this.retrying.retry(unit, asking, manager, jobId);
      },
    });
  }
}
