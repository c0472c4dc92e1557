import { durabilityProblems, type ServiceDefinition } from '@encaisse/service-kit';
import { DataSource } from 'typeorm';
import { appModule } from './app.module.js';
import { type RegisterConfig, registerConfig } from './register.config.js';

export const REGISTER_SERVICE: ServiceDefinition<RegisterConfig> = {
  name: 'register-service',
  config: registerConfig,
  module: (config) => appModule(config),
  guard: (app) => durabilityProblems(app.get(DataSource)),
};
