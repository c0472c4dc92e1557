import { importCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RetryJobHandler } from './retry-job.handler.js';
import { RetryJobFromHeadOfficeHandler } from './retry-job-from-head-office.handler.js';

const { retryJob, retryJobFromHeadOffice } = importCommands;

@Injectable()
export class RetriesNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly atTill: RetryJobHandler,
    private readonly atHeadOffice: RetryJobFromHeadOfficeHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { retryJob, retryJobFromHeadOffice },
      {
        retryJob: (request) => this.atTill.handle(request),
        retryJobFromHeadOffice: (request) => this.atHeadOffice.handle(request),
      },
    );
  }
}
