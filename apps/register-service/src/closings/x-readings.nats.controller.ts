import { cashCommands, cashQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GetXReadingQuery } from './get-x-reading.query.js';
import { ReadXHandler } from './read-x.handler.js';

const { readX } = cashCommands;
const { getXReading } = cashQueries;

@Injectable()
export class XReadingsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly read: ReadXHandler,
    private readonly get: GetXReadingQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { readX, getXReading },
      { readX: (request) => this.read.handle(request), getXReading: (request) => this.get.handle(request) },
    );
  }
}
