import { runMigrations } from '@encaisse/service-kit';
import { REGISTER_SCHEMA } from './schema.js';

process.exitCode = await runMigrations('register-service', REGISTER_SCHEMA, process.env);
