import { printingCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ReprintJobHandler } from './reprint-job.handler.js';

const { reprintJob } = printingCommands;

@Injectable()
export class ReprintsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly handler: ReprintJobHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('register', { reprintJob }, { reprintJob: (request) => this.handler.handle(request) });
  }
}
