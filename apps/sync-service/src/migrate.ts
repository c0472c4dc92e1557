import { databaseConfig, EXIT_CONFIG, migrate, parseConfig, url } from '@encaisse/service-kit';
import { z } from 'zod';
import { SYNC_SCHEMA } from './schema/sync-schema.js';

const migrationConfig = z.object({
  MIGRATION_DATABASE_URL: url('mysql', 'mariadb').describe('Administrator of the database.'),
  DATABASE_URL: databaseConfig.DATABASE_URL,
  DATABASE_TYPE: databaseConfig.DATABASE_TYPE,
});

try {
  const config = parseConfig(migrationConfig, process.env);
  const ran = await migrate({
    adminUrl: config.MIGRATION_DATABASE_URL,
    serviceUrl: config.DATABASE_URL,
    type: config.DATABASE_TYPE,
    ...SYNC_SCHEMA,
  });
  console.log(`sync-service: ${ran.length === 0 ? 'the schema is up to date' : `ran ${ran.join(', ')}`}`);
} catch (error) {
  console.error('sync-service: migration failed\n', error);
  process.exitCode = error instanceof Error && error.name === 'ConfigError' ? EXIT_CONFIG : 1;
}
