import type { ServiceDefinition } from '@encaisse/service-kit';
import { type PrinterAgentConfig, printerAgentConfig } from './printer-agent.config.js';
import { PrinterAgentModule } from './printer-agent.module.js';

export const printerAgentService: ServiceDefinition<PrinterAgentConfig> = {
  name: 'printer-agent',
  config: printerAgentConfig,
  module: (config) => PrinterAgentModule.with(config),
};
