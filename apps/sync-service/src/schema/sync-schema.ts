import { CATALOGUE_MIGRATIONS } from '@encaisse/catalogue';
import type { ServiceSchema } from '@encaisse/service-kit';
import { SyncJobs1795478500000 } from './1795478500000-sync-jobs.js';
import { LocalDatasets1795506000000 } from './1795506000000-local-datasets.js';
import { SyncAcceptances1795507000000 } from './1795507000000-sync-acceptances.js';
import { WiderNames1795507001000 } from './1795507001000-wider-names.js';
import { RemovedParts1795531001000 } from './1795531001000-removed-parts.js';

/** This service's tables, and what its own database user may do with them. */
export const SYNC_SCHEMA: ServiceSchema = {
  migrations: [
    ...CATALOGUE_MIGRATIONS,
    SyncJobs1795478500000,
    SyncAcceptances1795507000000,
    WiderNames1795507001000,
    LocalDatasets1795506000000,
    RemovedParts1795531001000,
  ],
  historyTable: 'sync_migrations',
  grants: ['sync_', 'catalogue_'].map((tablePrefix) => ({
    tablePrefix,
    privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const,
  })),
};
