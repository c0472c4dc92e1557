import { adminQueries, printingCommands, printingQueries, tillQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GetPrintJobQuery } from './get-print-job.query.js';
import { ListPrintJobsQuery } from './list-print-jobs.query.js';
import { OpenPrintJobsQuery } from './open-print-jobs.query.js';
import { PrintTestPageHandler } from './print-test-page.handler.js';
import { ResolvePrintJobHandler } from './resolve-print-job.handler.js';

const { getPrintJob } = tillQueries;
const { listPrintJobs } = adminQueries;
const { resolvePrintJob, printTestPage } = printingCommands;

@Injectable()
export class PrintJobsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly get: GetPrintJobQuery,
    private readonly list: ListPrintJobsQuery,
    private readonly open: OpenPrintJobsQuery,
    private readonly resolve: ResolvePrintJobHandler,
    private readonly testPage: PrintTestPageHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { getPrintJob, listPrintJobs, ...printingQueries, resolvePrintJob, printTestPage },
      {
        getPrintJob: (request) => this.get.handle(request),
        listPrintJobs: (request) => this.list.handle(request),
        openPrintJobs: (request) => this.open.handle(request),
        resolvePrintJob: (request) => this.resolve.handle(request),
        printTestPage: (request) => this.testPage.handle(request),
      },
    );
  }
}
