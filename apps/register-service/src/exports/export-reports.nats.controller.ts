import { acceptanceReports, syncReports } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AcceptanceRefusedHandler } from './acceptance-refused.handler.js';
import { ExportRefusedHandler } from './export-refused.handler.js';
import { ExportUnansweredHandler } from './export-unanswered.handler.js';
import { SessionAcceptedApartHandler } from './session-accepted-apart.handler.js';
import { SessionAcknowledgedHandler } from './session-acknowledged.handler.js';

const { sessionAcknowledged, exportRefused, exportUnanswered } = syncReports;
const { sessionAcceptedApart, acceptanceRefused } = acceptanceReports;

@Injectable()
export class ExportReportsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly acknowledged: SessionAcknowledgedHandler,
    private readonly refused: ExportRefusedHandler,
    private readonly unanswered: ExportUnansweredHandler,
    private readonly acceptedApart: SessionAcceptedApartHandler,
    private readonly notAccepted: AcceptanceRefusedHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { sessionAcknowledged, exportRefused, exportUnanswered, sessionAcceptedApart, acceptanceRefused },
      {
        sessionAcknowledged: (report) => this.acknowledged.handle(report),
        exportRefused: (report) => this.refused.handle(report),
        exportUnanswered: (report) => this.unanswered.handle(report),
        sessionAcceptedApart: (report) => this.acceptedApart.handle(report),
        acceptanceRefused: (report) => this.notAccepted.handle(report),
      },
    );
  }
}
