import { PasswordHashing, Safe } from '@encaisse/secrets';
import { CONFIG } from '@encaisse/service-kit';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ConnectionAuthentication } from '../connections/connection-authentication.js';
import { ConnectionReader } from '../connections/connection-reader.js';
import { LatePrintJobs } from '../printing/late-print-jobs.js';
import { PrintFailures } from '../printing/print-failures.js';
import type { RegisterConfig } from '../register.config.js';
import { RegisterRepository } from '../registers/register.repository.js';
import { SessionRecords } from '../registers/session-records.js';
import { StoreStream } from '../relay/store-stream.js';
import { LoginFailureCount } from '../sellers/login-failures.js';
import { SellerAuthentication } from '../sellers/seller-authentication.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { TillPresence } from '../tills/till-presence.js';
import { AdminCommands } from './admin-commands.js';
import { Clock } from './clock.js';
import { CommandTransaction } from './command-transaction.js';
import { EventStore } from './event-store.js';
import { JobReconciler } from './job-reconciler.js';
import { RegisterCommands } from './register-commands.js';
import { RegisterTransaction } from './register-transaction.js';
import { RegisterUnits } from './register-units.js';
import { StoredAnswers } from './stored-answers.js';
import { SyncJobs } from './sync-jobs.js';

const PARTS = [
  StoredAnswers,
  CommandTransaction,
  RegisterRepository,
  SessionRecords,
  EventStore,
  RegisterTransaction,
  TillAuthentication,
  SellerDirectory,
  LoginFailureCount,
  SellerAuthentication,
  ConnectionAuthentication,
  ConnectionReader,
  TillPresence,
  RegisterCommands,
  RegisterUnits,
  AdminCommands,
  StoreStream,
  PrintFailures,
  LatePrintJobs,
  SyncJobs,
  JobReconciler,
];

@Global()
@Module({})
class KernelModule {}

/** What every use case stands on: who asks, the locks, the stored answers, the events. */
export const kernelModule = (clock: Clock): DynamicModule => ({
  module: KernelModule,
  providers: [
    { provide: Clock, useValue: clock },
    {
      provide: Safe,
      useFactory: ({ PASSWORD_PEPPER }: RegisterConfig) => new Safe(PASSWORD_PEPPER),
      inject: [CONFIG],
    },
    { provide: PasswordHashing, useFactory: (safe: Safe) => new PasswordHashing(safe), inject: [Safe] },
    ...PARTS,
  ],
  exports: [Clock, Safe, PasswordHashing, ...PARTS],
});
