import { peopleCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LendRightHandler } from './lend-right.handler.js';

const { lendRight } = peopleCommands;

@Injectable()
export class GrantsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly lend: LendRightHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('register', { lendRight }, { lendRight: (request) => this.lend.handle(request) });
  }
}
