import { tillCommands, tillQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EnrolTillHandler } from './enrol-till.handler.js';
import { IdentifyTillQuery } from './identify-till.query.js';
import { TillContextQuery } from './till-context.query.js';

const { enrolTill } = tillCommands;
const { identifyTill, tillContext } = tillQueries;

@Injectable()
export class TillsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly enrol: EnrolTillHandler,
    private readonly identify: IdentifyTillQuery,
    private readonly context: TillContextQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { enrolTill, identifyTill, tillContext },
      {
        enrolTill: (request) => this.enrol.handle(request),
        identifyTill: (request) => this.identify.handle(request),
        tillContext: (request) => this.context.handle(request),
      },
    );
  }
}
