import { printingContracts } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PrinterHeartbeatHandler } from './printer-heartbeat.handler.js';
import { PullPrintJobsHandler } from './pull-print-jobs.handler.js';
import { ReportPrintJobHandler } from './report-print-job.handler.js';

@Injectable()
export class AgentsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly pull: PullPrintJobsHandler,
    private readonly report: ReportPrintJobHandler,
    private readonly heartbeat: PrinterHeartbeatHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('register', printingContracts, {
      pull: (request, context) => this.pull.handle(request, context),
      report: (request, context) => this.report.handle(request, context),
      heartbeat: (request, context) => this.heartbeat.handle(request, context),
    });
  }
}
