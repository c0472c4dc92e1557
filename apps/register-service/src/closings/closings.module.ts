import { Module } from '@nestjs/common';
import { CashModule } from '../cash/cash.module.js';
import { LateTicketsModule } from '../late-tickets/late-tickets.module.js';
import { PrintingModule } from '../printing/printing.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { CancelClosingHandler } from './cancel-closing.handler.js';
import { ClosingFacts } from './closing-facts.js';
import { ClosingReader } from './closing-reader.js';
import { ClosingsNatsController } from './closings.nats.controller.js';
import { CopiedZs } from './copied-zs.js';
import { ExpectedAmountsReader } from './expected-amounts.js';
import { GetClosingQuery } from './get-closing.query.js';
import { GetXReadingQuery } from './get-x-reading.query.js';
import { GetZQuery } from './get-z.query.js';
import { ReadExportRecordsQuery } from './read-export-records.query.js';
import { ReadXHandler } from './read-x.handler.js';
import { RecountHandler } from './recount.handler.js';
import { RecountPrinting } from './recount-printing.js';
import { RecountRecords } from './recount-records.js';
import { RecountsNatsController } from './recounts.nats.controller.js';
import { ReprintZHandler } from './reprint-z.handler.js';
import { SealedSessionsNatsController } from './sealed-sessions.nats.controller.js';
import { Sealing } from './sealing.js';
import { SessionRecordsReader } from './session-records-reader.js';
import { SessionSumsReader } from './session-sums.js';
import { StartClosingHandler } from './start-closing.handler.js';
import { SubmitCountHandler } from './submit-count.handler.js';
import { XPrinting } from './x-printing.js';
import { XReadings } from './x-readings.js';
import { XReadingsNatsController } from './x-readings.nats.controller.js';
import { ZRecords } from './z-records.js';

@Module({
  imports: [PrintingModule, TicketsModule, LateTicketsModule, CashModule],
  providers: [
    ZRecords,
    SessionSumsReader,
    Sealing,
    ClosingFacts,
    ClosingReader,
    StartClosingHandler,
    SubmitCountHandler,
    CancelClosingHandler,
    CopiedZs,
    ReprintZHandler,
    GetClosingQuery,
    GetZQuery,
    ExpectedAmountsReader,
    RecountRecords,
    RecountPrinting,
    RecountHandler,
    RecountsNatsController,
    XReadings,
    XPrinting,
    ReadXHandler,
    GetXReadingQuery,
    XReadingsNatsController,
    SessionRecordsReader,
    ReadExportRecordsQuery,
    ClosingsNatsController,
    SealedSessionsNatsController,
  ],
  exports: [ZRecords, Sealing, CopiedZs],
})
export class ClosingsModule {}
