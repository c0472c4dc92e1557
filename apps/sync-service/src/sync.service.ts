import { WakeQueue } from '@encaisse/messaging';
import { durabilityProblems, type ServiceDefinition } from '@encaisse/service-kit';
import { DataSource } from 'typeorm';
import { type SyncConfig, syncConfig } from './sync.config.js';
import { syncModule } from './sync.module.js';

/** Imports and exports of all registers. */
export const syncService: ServiceDefinition<SyncConfig> = {
  name: 'sync-service',
  config: syncConfig,
  module: syncModule,
  guard: async (app) => [
    ...(await durabilityProblems(app.get(DataSource))),
    ...(await app.get(WakeQueue).durabilityProblems()),
  ],
};
