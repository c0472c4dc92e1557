import { tillCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RecountHandler } from './recount.handler.js';

const { recount } = tillCommands;

@Injectable()
export class RecountsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly handler: RecountHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('register', { recount }, { recount: (request) => this.handler.handle(request) });
  }
}
