import { syncReports } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ImportFailedHandler } from './import-failed.handler.js';
import { ImportSucceededHandler } from './import-succeeded.handler.js';

const { importFailed, importSucceeded } = syncReports;

@Injectable()
export class ImportReportsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly succeeded: ImportSucceededHandler,
    private readonly failed: ImportFailedHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { importFailed, importSucceeded },
      {
        importFailed: (report) => this.failed.handle(report),
        importSucceeded: (report) => this.succeeded.handle(report),
      },
    );
  }
}
