import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CONFIG, Readiness } from '@encaisse/service-kit';
import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ArticleStock } from './chain/article-stock.js';
import { BackOfficeChainController } from './chain/back-office-chain.controller.js';
import { ChainRepository } from './chain/chain.repository.js';
import { CHAIN_DATABASE, CHAIN_SCHEMA } from './chain/chain.schema.js';
import { ChainFacts } from './chain/chain-facts.repository.js';
import { ChainSeeder } from './chain/chain-seeder.js';
import { DatasetController } from './chain/dataset.controller.js';
import { DatasetRepository } from './chain/dataset.repository.js';
import { DatasetPublisher } from './chain/dataset-publisher.js';
import { PartFiles } from './chain/part-files.js';
import { AcceptApartHandler } from './exports/accept-apart.handler.js';
import { AcceptanceRepository } from './exports/acceptance.repository.js';
import { AnnounceExportHandler } from './exports/announce-export.handler.js';
import { AnnouncedExportRepository } from './exports/announced-export.repository.js';
import { BackOfficeReceivedController } from './exports/back-office-received.controller.js';
import { CommitSessionHandler } from './exports/commit-session.handler.js';
import { ExportController } from './exports/export.controller.js';
import { EXPORT_DATABASE, EXPORT_SCHEMA } from './exports/export.schema.js';
import { ExportProgress } from './exports/export-progress.js';
import { ReceiveChunkHandler } from './exports/receive-chunk.handler.js';
import { ReceivedSessionRepository } from './exports/received-session.repository.js';
import type { HeadOfficeConfig } from './head-office.config.js';
import { SqliteFile } from './storage/sqlite-file.js';
import { DatasetWeather } from './weather/dataset-weather.js';
import { ExportWeather } from './weather/export-weather.js';
import { LineWeather } from './weather/line-weather.js';
import { RequestSubject } from './weather/request-subject.js';
import { WeatherController } from './weather/weather.controller.js';
import { Weather } from './weather/weather.js';

/** Opens one of the two files; the chain's and the received sessions are apart, so that neither waits for the other. */
const sqliteFile = (provide: symbol, name: string, schema: readonly string[]) => ({
  provide,
  inject: [CONFIG],
  useFactory: async ({ DATA_DIR }: HeadOfficeConfig): Promise<SqliteFile> => {
    await mkdir(DATA_DIR, { recursive: true });
    return new SqliteFile(join(DATA_DIR, name), schema);
  },
});

@Module({
  controllers: [
    DatasetController,
    ExportController,
    BackOfficeChainController,
    BackOfficeReceivedController,
    WeatherController,
  ],
  providers: [
    sqliteFile(CHAIN_DATABASE, 'chain.db', CHAIN_SCHEMA),
    sqliteFile(EXPORT_DATABASE, 'exports.db', EXPORT_SCHEMA),
    {
      provide: PartFiles,
      inject: [CONFIG],
      useFactory: ({ DATA_DIR }: HeadOfficeConfig) => PartFiles.at(join(DATA_DIR, 'parts')),
    },
    ChainRepository,
    ChainFacts,
    DatasetRepository,
    DatasetPublisher,
    ArticleStock,
    ChainSeeder,
    AnnouncedExportRepository,
    ReceivedSessionRepository,
    AcceptanceRepository,
    ExportProgress,
    AnnounceExportHandler,
    ReceiveChunkHandler,
    CommitSessionHandler,
    Weather,
    RequestSubject,
    LineWeather,
    DatasetWeather,
    ExportWeather,
    AcceptApartHandler,
  ],
})
export class HeadOfficeModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly readiness: Readiness,
    @Inject(CHAIN_DATABASE) private readonly chain: SqliteFile,
    @Inject(EXPORT_DATABASE) private readonly exports: SqliteFile,
  ) {}

  onModuleInit(): void {
    this.readiness.add('chain', () => this.chain.answers());
    this.readiness.add('exports', () => this.exports.answers());
  }

  onApplicationShutdown(): void {
    this.chain.close();
    this.exports.close();
  }
}
