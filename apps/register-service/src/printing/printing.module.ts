import { Module } from '@nestjs/common';
import { AgentAuthentication } from './agent-authentication.js';
import { AgentsNatsController } from './agents.nats.controller.js';
import { CopiedJobs } from './copied-jobs.js';
import { Copies } from './copies.js';
import { Doorbell } from './doorbell.js';
import { GetPrintJobQuery } from './get-print-job.query.js';
import { Letterheads } from './letterheads.js';
import { ListPrintJobsQuery } from './list-print-jobs.query.js';
import { OpenPrintJobsQuery } from './open-print-jobs.query.js';
import { PrintJobRepository } from './print-job.repository.js';
import { PrintJobsNatsController } from './print-jobs.nats.controller.js';
import { PrintTestPageHandler } from './print-test-page.handler.js';
import { PrinterHeartbeatHandler } from './printer-heartbeat.handler.js';
import { PullPrintJobsHandler } from './pull-print-jobs.handler.js';
import { ReportPrintJobHandler } from './report-print-job.handler.js';
import { ReprintJobHandler } from './reprint-job.handler.js';
import { ReprintsNatsController } from './reprints.nats.controller.js';
import { ResolvePrintJobHandler } from './resolve-print-job.handler.js';

@Module({
  providers: [
    PrintJobRepository,
    Letterheads,
    Copies,
    CopiedJobs,
    Doorbell,
    AgentAuthentication,
    PullPrintJobsHandler,
    ReportPrintJobHandler,
    PrinterHeartbeatHandler,
    GetPrintJobQuery,
    ListPrintJobsQuery,
    OpenPrintJobsQuery,
    ResolvePrintJobHandler,
    ReprintJobHandler,
    PrintTestPageHandler,
    AgentsNatsController,
    PrintJobsNatsController,
    ReprintsNatsController,
  ],
  exports: [PrintJobRepository, Letterheads, Copies, CopiedJobs, Doorbell],
})
export class PrintingModule {}
