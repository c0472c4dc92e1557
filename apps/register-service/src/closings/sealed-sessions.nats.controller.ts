import { adminQueries, exportQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GetZQuery } from './get-z.query.js';
import { ReadExportRecordsQuery } from './read-export-records.query.js';

const { getZ } = adminQueries;
const { readExportRecords } = exportQueries;

@Injectable()
export class SealedSessionsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly z: GetZQuery,
    private readonly records: ReadExportRecordsQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { getZ, readExportRecords },
      {
        getZ: (request) => this.z.handle(request),
        readExportRecords: (request) => this.records.handle(request),
      },
    );
  }
}
