import { Module } from '@nestjs/common';
import { StartingExport } from '../exports/starting-export.js';
import { StartingImport } from '../registers/starting-import.js';
import { JobRetrying } from './job-retrying.js';
import { RetriesNatsController } from './retries.nats.controller.js';
import { RetryJobHandler } from './retry-job.handler.js';
import { RetryJobFromHeadOfficeHandler } from './retry-job-from-head-office.handler.js';

@Module({
  providers: [
    StartingImport,
    StartingExport,
    JobRetrying,
    RetryJobHandler,
    RetryJobFromHeadOfficeHandler,
    RetriesNatsController,
  ],
})
export class RetriesModule {}
