import { runMigrations } from '@encaisse/service-kit';
import { SUPERVISION_SCHEMA } from './schema/supervision-schema.js';

process.exitCode = await runMigrations('supervision-service', SUPERVISION_SCHEMA, process.env);
