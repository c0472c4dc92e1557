import { done, streamCommands, supervisionQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ChangesQuery } from './changes/changes.query.js';
import { ReportPresenceHandler } from './presence/report-presence.handler.js';
import { ReadModelCheck } from './projections/read-model-check.js';
import { OverviewQuery } from './registers/overview.query.js';
import { TakeEventsHandler } from './streams/take-events.handler.js';

/** What stores tell this service, and what the gateway asks it of them. */
@Injectable()
export class SupervisionRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly taking: TakeEventsHandler,
    private readonly presence: ReportPresenceHandler,
    private readonly overview: OverviewQuery,
    private readonly changes: ChangesQuery,
    private readonly check: ReadModelCheck,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', streamCommands, {
      takeEvents: (request) => this.taking.handle(request),
      reportPresence: (request) => this.presence.handle(request),
    });
    this.bus.serve('supervision', supervisionQueries, {
      overview: (request) => this.overview.handle(request),
      changes: (request) => this.changes.handle(request),
      checkReadModel: async () => done(await this.check.run()),
    });
  }
}
