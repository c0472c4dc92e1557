import { dataSourceOptions } from '@encaisse/service-kit';
import type { DynamicModule, Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AcceptanceRepository } from './acceptances/acceptance.repository.js';
import { AcceptanceWork } from './acceptances/acceptance-work.js';
import { StartAcceptanceHandler } from './acceptances/start-acceptance.handler.js';
import { Cleaning } from './cleaning/cleaning.js';
import { UnneededData } from './cleaning/unneeded-data.repository.js';
import { ExportSessionRepository } from './exports/export-session.repository.js';
import { SessionExport } from './exports/session-export.js';
import { SessionSpool } from './exports/session-spool.js';
import { HeadOffice } from './head-office/head-office.js';
import { HttpHeadOffice } from './head-office/http-head-office.js';
import { BulkDatabase } from './imports/bulk-database.js';
import { DatasetRepository } from './imports/dataset.repository.js';
import { DatasetChecks } from './imports/dataset-checks.js';
import { DatasetImport } from './imports/dataset-import.js';
import { LocalDatasets } from './imports/local-datasets.js';
import { PartLoader } from './imports/part-loader.js';
import { RejectsRepository } from './imports/rejects.repository.js';
import { CancelImportHandler } from './jobs/cancel-import.handler.js';
import { JobRepository } from './jobs/job.repository.js';
import { ProgressBoard } from './jobs/job-progress.js';
import { JobRunner } from './jobs/job-runner.js';
import { JobViewRepository } from './jobs/job-view.repository.js';
import { JobWakening, wakeQueueProvider } from './jobs/job-wakening.js';
import { JobWorks } from './jobs/job-works.js';
import { RejectsOfJobRepository } from './jobs/rejects-of-job.repository.js';
import { StartJobHandler } from './jobs/start-job.handler.js';
import { PrefetchPlan } from './prefetch/prefetch-plan.repository.js';
import { PrefetchSchedule } from './prefetch/prefetch-schedule.js';
import { PrefetchWork } from './prefetch/prefetch-work.js';
import { ServedRegisters } from './registers/served-registers.js';
import { RegisterReports } from './reports/register-reports.js';
import type { SyncConfig } from './sync.config.js';
import { SyncRequests } from './sync.requests.js';

class SyncModule {}

export function syncModule(config: SyncConfig): DynamicModule {
  const database = TypeOrmModule.forRoot(
    dataSourceOptions({
      url: config.DATABASE_URL,
      type: config.DATABASE_TYPE,
      poolSize: config.DATABASE_POOL,
      entities: [],
    }),
  );
  return {
    module: SyncModule,
    imports: [database],
    providers: [
      { provide: HeadOffice, useClass: HttpHeadOffice },
      ...JOBS,
      ...IMPORTS,
      ...PREFETCH,
      ...CLEANING,
      ...EXPORTS,
    ],
  };
}

const JOBS: Provider[] = [
  wakeQueueProvider,
  JobRepository,
  JobViewRepository,
  RejectsOfJobRepository,
  ProgressBoard,
  JobWorks,
  JobRunner,
  JobWakening,
  StartJobHandler,
  CancelImportHandler,
  SyncRequests,
  RegisterReports,
];
const IMPORTS: Provider[] = [
  BulkDatabase,
  RejectsRepository,
  PartLoader,
  DatasetRepository,
  DatasetChecks,
  DatasetImport,
  LocalDatasets,
];
const PREFETCH: Provider[] = [ServedRegisters, PrefetchPlan, PrefetchSchedule, PrefetchWork];
const CLEANING: Provider[] = [UnneededData, Cleaning];
const EXPORTS: Provider[] = [
  ExportSessionRepository,
  SessionSpool,
  SessionExport,
  AcceptanceRepository,
  AcceptanceWork,
  StartAcceptanceHandler,
];
