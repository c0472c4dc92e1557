import { Module } from '@nestjs/common';
import { PrintingModule } from '../printing/printing.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { CancelClosingHandler } from './cancel-closing.handler.js';
import { ClosingFacts } from './closing-facts.js';
import { ClosingReader } from './closing-reader.js';
import { ClosingsNatsController } from './closings.nats.controller.js';
import { GetClosingQuery } from './get-closing.query.js';
import { GetZQuery } from './get-z.query.js';
import { ReadExportRecordsQuery } from './read-export-records.query.js';
import { ReprintZHandler } from './reprint-z.handler.js';
import { SealedSessionsNatsController } from './sealed-sessions.nats.controller.js';
import { Sealing } from './sealing.js';
import { SessionRecordsReader } from './session-records-reader.js';
import { SessionSumsReader } from './session-sums.js';
import { StartClosingHandler } from './start-closing.handler.js';
import { SubmitCountHandler } from './submit-count.handler.js';
import { ZRecords } from './z-records.js';

@Module({
  imports: [PrintingModule, TicketsModule],
  providers: [
    ZRecords,
    SessionSumsReader,
    Sealing,
    ClosingFacts,
    ClosingReader,
    StartClosingHandler,
    SubmitCountHandler,
    CancelClosingHandler,
    ReprintZHandler,
    GetClosingQuery,
    GetZQuery,
    SessionRecordsReader,
    ReadExportRecordsQuery,
    ClosingsNatsController,
    SealedSessionsNatsController,
  ],
  exports: [ZRecords],
})
export class ClosingsModule {}
