import { Module } from '@nestjs/common';
import { ClosingsModule } from '../closings/closings.module.js';
import { AcceptanceRefusedHandler } from './acceptance-refused.handler.js';
import { ExportViews } from './export.view.js';
import { ExportRefusedHandler } from './export-refused.handler.js';
import { ExportReportsNatsController } from './export-reports.nats.controller.js';
import { ExportUnansweredHandler } from './export-unanswered.handler.js';
import { ExportsNatsController } from './exports.nats.controller.js';
import { GetExportQuery } from './get-export.query.js';
import { ListExportsQuery } from './list-exports.query.js';
import { ReadExportQuery } from './read-export.query.js';
import { ResendExportHandler } from './resend-export.handler.js';
import { SessionAcceptedApartHandler } from './session-accepted-apart.handler.js';
import { SessionAcknowledgedHandler } from './session-acknowledged.handler.js';
import { StartExportHandler } from './start-export.handler.js';
import { StartingExport } from './starting-export.js';

@Module({
  imports: [ClosingsModule],
  providers: [
    ExportViews,
    StartingExport,
    StartExportHandler,
    ResendExportHandler,
    SessionAcknowledgedHandler,
    SessionAcceptedApartHandler,
    AcceptanceRefusedHandler,
    ExportRefusedHandler,
    ExportUnansweredHandler,
    GetExportQuery,
    ListExportsQuery,
    ReadExportQuery,
    ExportsNatsController,
    ExportReportsNatsController,
  ],
})
export class ExportsModule {}
