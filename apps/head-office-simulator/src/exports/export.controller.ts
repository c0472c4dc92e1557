import {
  type Acceptance,
  type Acknowledgement,
  acceptanceRequest,
  type ChunkReceipt,
  EXCHANGE_SCHEMA_VERSION,
  type ExportStatus,
  exchangeParameters,
  exchangeProblemOf,
  exportManifest,
} from '@encaisse/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { ExchangeRefusal, granted, parsed } from '../http/answer.js';
import { ApiKeyGuard } from '../http/api-key.guard.js';
import { routeOf } from '../http/route-of.js';
import { AcceptApartHandler } from './accept-apart.handler.js';
import { AnnounceExportHandler } from './announce-export.handler.js';
import { CommitSessionHandler } from './commit-session.handler.js';
import { ExportProgress } from './export-progress.js';
import { ReceiveChunkHandler } from './receive-chunk.handler.js';
import { ReceivedSessionRepository } from './received-session.repository.js';
import { sessionPath } from './session-path.js';

const { exportId, sessionRef, index } = exchangeParameters;
const exportPath = z.object({ exportId });
const commitPath = z.object({ exportId, sessionRef });
const chunkPath = z.object({ exportId, sessionRef, index });

/** The export side of the exchange contract. */
@Controller()
@UseGuards(ApiKeyGuard)
export class ExportController {
  constructor(
    private readonly announcing: AnnounceExportHandler,
    private readonly receiving: ReceiveChunkHandler,
    private readonly committing: CommitSessionHandler,
    private readonly progress: ExportProgress,
    private readonly received: ReceivedSessionRepository,
    private readonly accepting: AcceptApartHandler,
  ) {}

  @Put(routeOf('announceExport'))
  announce(@Param() path: unknown, @Body() body: unknown): ExportStatus {
    const { exportId: id } = parsed(exportPath, path);
    const { schemaVersion } = parsed(z.looseObject({ schemaVersion: z.int() }), body);
    if (schemaVersion !== EXCHANGE_SCHEMA_VERSION) {
      const facts = { received: schemaVersion, supported: [EXCHANGE_SCHEMA_VERSION] };
      throw new ExchangeRefusal(exchangeProblemOf('SCHEMA_VERSION_UNSUPPORTED', facts));
    }
    return granted(this.announcing.handle(id, parsed(exportManifest, body)));
  }

  @Get(routeOf('readExport'))
  read(@Param() path: unknown): ExportStatus {
    return granted(this.progress.read(parsed(exportPath, path).exportId));
  }

  @Put(routeOf('sendChunk'))
  receive(@Param() path: unknown, @Body() body: unknown): ChunkReceipt {
    const chunk = parsed(chunkPath, path);
    const bytes = parsed(z.instanceof(Uint8Array, { error: 'must be sent as application/x-ndjson' }), body);
    return granted(this.receiving.handle(chunk.exportId, chunk.sessionRef, chunk.index, bytes));
  }

  @Post(routeOf('commitSession'))
  @HttpCode(200)
  commit(@Param() path: unknown): Acknowledgement {
    const session = parsed(commitPath, path);
    return granted(this.committing.handle(session.exportId, session.sessionRef));
  }

  @Get(routeOf('readAcknowledgement'))
  readAcknowledgement(@Param() path: unknown): Acknowledgement {
    const key = parsed(sessionPath, path);
    const acknowledgement = this.received.findAcknowledgement(key);
    if (acknowledgement === undefined) throw new ExchangeRefusal(exchangeProblemOf('UNKNOWN_SESSION', key));
    return acknowledgement;
  }

  @Put(routeOf('acceptApart'))
  acceptApart(@Param() path: unknown, @Body() body: unknown): Acceptance {
    return granted(this.accepting.handle(parsed(sessionPath, path), parsed(acceptanceRequest, body)));
  }
}
