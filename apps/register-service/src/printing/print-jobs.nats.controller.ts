import { adminQueries, tillQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GetPrintJobQuery } from './get-print-job.query.js';
import { ListPrintJobsQuery } from './list-print-jobs.query.js';

const { getPrintJob } = tillQueries;
const { listPrintJobs } = adminQueries;

@Injectable()
export class PrintJobsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly get: GetPrintJobQuery,
    private readonly list: ListPrintJobsQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { getPrintJob, listPrintJobs },
      {
        getPrintJob: (request) => this.get.handle(request),
        listPrintJobs: (request) => this.list.handle(request),
      },
    );
  }
}
