import { salesQueries, timelineQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SalesQuery } from '../sales/sales.query.js';
import { TimelineQuery } from '../timeline/timeline.query.js';

/** What head office reads of sales, and of what happened to a register. */
@Injectable()
export class SumsRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly sales: SalesQuery,
    private readonly timeline: TimelineQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', salesQueries, { readSales: (request) => this.sales.handle(request) });
    this.bus.serve('supervision', timelineQueries, {
      readTimeline: (request) => this.timeline.handle(request),
      readStoreTimeline: (request) => this.timeline.ofStore(request),
    });
  }
}
