import { CHUNK_BYTES_LIMIT } from '@encaisse/contracts';
import { LOG, type ServiceDefinition } from '@encaisse/service-kit';
import type { Logger } from 'pino';
import { type HeadOfficeConfig, headOfficeConfig } from './head-office.config.js';
import { HeadOfficeModule } from './head-office.module.js';
import { ExchangeProblemFilter } from './http/exchange-problem.filter.js';
import { NDJSON } from './http/ndjson.js';
import { LineWeather } from './weather/line-weather.js';

/** The head office that stands in for a chain's main server. */
export const headOfficeService: ServiceDefinition<HeadOfficeConfig> = {
  name: 'head-office-simulator',
  config: headOfficeConfig,
  module: () => HeadOfficeModule,
  prepare: (app) => {
    // The last global filter comes first: problems here are those of the exchange contract, not of the till's API.
    app.useGlobalFilters(new ExchangeProblemFilter(app.get<Logger>(LOG)));
    app.get(LineWeather).strike(app.getHttpAdapter().getInstance());
    app
      .getHttpAdapter()
      .getInstance()
      .addContentTypeParser(
        NDJSON,
        { parseAs: 'buffer', bodyLimit: CHUNK_BYTES_LIMIT },
        (_request: unknown, body: Buffer, done: (error: Error | null, body: Buffer) => void) =>
          done(null, body),
      );
  },
};
