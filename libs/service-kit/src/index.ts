export {
  ConfigError,
  databaseConfig,
  EXIT_CONFIG,
  natsConfig,
  parseConfig,
  secret,
  serviceConfig,
  url,
} from './config.js';
export {
  type DatabaseSettings,
  type DatabaseType,
  databaseIsReady,
  dataSourceOptions,
  durabilityProblems,
  inTransaction,
  isDuplicateKey,
  openDatabase,
} from './database.js';
export { createLog } from './log.js';
export { migrate, runMigrations, type ServiceSchema, type TableGrant } from './migrate.js';
export { accepted, HttpRefusal, ProblemFilter, problemOf } from './problem.filter.js';
export { Readiness } from './readiness.js';
export { Rounds, type RoundsPlan } from './rounds.js';
export { whileAlone } from './server-lock.js';
export { dateOf, integerOf, jsonOf, nullable, type SqlRow } from './sql-row.js';
export { createService, type ServiceDefinition, startService } from './start-service.js';
export { CONFIG, LOG } from './tokens.js';
