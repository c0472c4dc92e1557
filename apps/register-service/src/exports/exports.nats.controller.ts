import { adminQueries, exportQueries, tillCommands, tillQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GetExportQuery } from './get-export.query.js';
import { ListExportsQuery } from './list-exports.query.js';
import { ReadExportQuery } from './read-export.query.js';
import { ResendExportHandler } from './resend-export.handler.js';
import { StartExportHandler } from './start-export.handler.js';

const { startExport, resendExport } = tillCommands;
const { getExport } = tillQueries;
const { listExports } = adminQueries;
const { readExport } = exportQueries;

@Injectable()
export class ExportsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly start: StartExportHandler,
    private readonly resend: ResendExportHandler,
    private readonly get: GetExportQuery,
    private readonly list: ListExportsQuery,
    private readonly read: ReadExportQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { startExport, resendExport, getExport, listExports, readExport },
      {
        startExport: (request) => this.start.handle(request),
        resendExport: (request) => this.resend.handle(request),
        getExport: (request) => this.get.handle(request),
        listExports: (request) => this.list.handle(request),
        readExport: (request) => this.read.handle(request),
      },
    );
  }
}
