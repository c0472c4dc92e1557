import { syncReports } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ExportRefusedHandler } from './export-refused.handler.js';
import { ExportUnansweredHandler } from './export-unanswered.handler.js';
import { SessionAcknowledgedHandler } from './session-acknowledged.handler.js';

const { sessionAcknowledged, exportRefused, exportUnanswered } = syncReports;

@Injectable()
export class ExportReportsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly acknowledged: SessionAcknowledgedHandler,
    private readonly refused: ExportRefusedHandler,
    private readonly unanswered: ExportUnansweredHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { sessionAcknowledged, exportRefused, exportUnanswered },
      {
        sessionAcknowledged: (report) => this.acknowledged.handle(report),
        exportRefused: (report) => this.refused.handle(report),
        exportUnanswered: (report) => this.unanswered.handle(report),
      },
    );
  }
}
