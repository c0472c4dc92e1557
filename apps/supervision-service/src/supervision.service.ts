import { durabilityProblems, type ServiceDefinition } from '@encaisse/service-kit';
import { DataSource } from 'typeorm';
import { type SupervisionConfig, supervisionConfig } from './supervision.config.js';
import { supervisionModule } from './supervision.module.js';

/** What happens in all stores, seen from head office. */
export const supervisionService: ServiceDefinition<SupervisionConfig> = {
  name: 'supervision-service',
  config: supervisionConfig,
  module: supervisionModule,
  guard: (app) => durabilityProblems(app.get(DataSource)),
};
