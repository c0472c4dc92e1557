import { runMigrations } from '@encaisse/service-kit';
import { SYNC_SCHEMA } from './schema/sync-schema.js';

process.exitCode = await runMigrations('sync-service', SYNC_SCHEMA, process.env);
