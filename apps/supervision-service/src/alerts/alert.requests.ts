import { alertCommands, alertQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AcknowledgeAlertHandler } from './acknowledge-alert.handler.js';
import { ChangeThresholdsHandler } from './change-thresholds.handler.js';
import { ListAlertsQuery } from './list-alerts.query.js';
import { ReadThresholdsQuery } from './read-thresholds.query.js';

/** What the gateway asks of alerts. */
@Injectable()
export class AlertRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly list: ListAlertsQuery,
    private readonly acknowledging: AcknowledgeAlertHandler,
    private readonly reading: ReadThresholdsQuery,
    private readonly changing: ChangeThresholdsHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', alertQueries, {
      listAlerts: (request) => this.list.handle(request),
      readAlertThresholds: (request) => this.reading.handle(request),
    });
    this.bus.serve('supervision', alertCommands, {
      acknowledgeAlert: (request) => this.acknowledging.handle(request),
      changeAlertThresholds: (request) => this.changing.handle(request),
    });
  }
}
