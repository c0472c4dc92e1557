import {
  ConfigError,
  databaseConfig,
  dataSourceOptions,
  EXIT_CONFIG,
  parseConfig,
} from '@encaisse/service-kit';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { beginNewLife, Incarnations } from './kernel/incarnation.row.js';

/** Says by hand that the database was restored from an older copy: a new incarnation begins, which register-service carries out. */
try {
  const { DATABASE_URL: url, DATABASE_TYPE: type } = parseConfig(z.object(databaseConfig), process.env);
  const source = await new DataSource(
    dataSourceOptions({ url, type, poolSize: 1, entities: [Incarnations] }),
  ).initialize();
  const incarnation = uuidv7();
  await beginNewLife(source.manager, incarnation, new Date());
  await source.destroy();
  process.stdout.write(`register-service: incarnation ${incarnation} begins\n`);
} catch (error) {
  process.stderr.write(
    `register-service: no new incarnation\n${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = error instanceof ConfigError ? EXIT_CONFIG : 1;
}
