import { tillCommands, tillQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CancelClosingHandler } from './cancel-closing.handler.js';
import { GetClosingQuery } from './get-closing.query.js';
import { ReprintZHandler } from './reprint-z.handler.js';
import { StartClosingHandler } from './start-closing.handler.js';
import { SubmitCountHandler } from './submit-count.handler.js';

const { startClosing, submitCount, cancelClosing, reprintZ } = tillCommands;
const { getClosing } = tillQueries;

@Injectable()
export class ClosingsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly start: StartClosingHandler,
    private readonly submit: SubmitCountHandler,
    private readonly cancel: CancelClosingHandler,
    private readonly get: GetClosingQuery,
    private readonly reprint: ReprintZHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { startClosing, submitCount, cancelClosing, getClosing, reprintZ },
      {
        startClosing: (request) => this.start.handle(request),
        submitCount: (request) => this.submit.handle(request),
        cancelClosing: (request) => this.cancel.handle(request),
        getClosing: (request) => this.get.handle(request),
        reprintZ: (request) => this.reprint.handle(request),
      },
    );
  }
}
