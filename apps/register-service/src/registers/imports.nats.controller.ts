import { datasetQueries, importCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CancelImportHandler } from './cancel-import.handler.js';
import { ListServedRegistersQuery } from './list-served-registers.query.js';

const { cancelImport } = importCommands;

@Injectable()
export class ImportsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly cancelling: CancelImportHandler,
    private readonly served: ListServedRegistersQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { cancelImport },
      { cancelImport: (request) => this.cancelling.handle(request) },
    );
    this.bus.serve('register', datasetQueries, {
      listServedRegisters: (page) => this.served.handle(page),
    });
  }
}
