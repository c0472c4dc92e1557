import { importCommands, type Outcome, type ReplyOf, type RequestOf, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RegisterCommands } from '../kernel/register-commands.js';
import { JobRetrying } from './job-retrying.js';

const contract = importCommands.retryJob;

@Injectable()
export class RetryJobHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly retrying: JobRetrying,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { jobId } = request;
    const former = await this.retrying.find(this.database.manager, jobId);
    // Who asks is looked at first all the same: nobody finds out about jobs without a password.
    if (!former) {
      const asked = { contract, request } as const;
      return this.commands.bySellerOfStore(asked, async () => refused('JOB_UNKNOWN', { jobId }));
    }
    const { registerId, kind: right } = former;
    return this.commands.bySeller({ contract, request, registerId, right }, (unit, { asking }, manager) =>
      this.retrying.retry(unit, asking, manager, jobId),
    );
  }
}
