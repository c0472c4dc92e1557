import { CORRELATION_HTTP_HEADER } from '@encaisse/contracts';
import type { ServiceDefinition } from '@encaisse/service-kit';
import { type GatewayConfig, gatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';
import { addSecurityHeaders } from './http/headers.js';
import { serveDocs } from './openapi/docs.js';

/** The largest body of the API is a heartbeat with twenty tokens. */
const BODY_BYTES_MAX = 64 * 1024;
/** How long a client may take to send its request. */
const REQUEST_MS_MAX = 30_000;

export const gatewayService: ServiceDefinition<GatewayConfig> = {
  name: 'gateway',
  config: gatewayConfig,
  module: () => GatewayModule,
  http: ({ TRUST_PROXY }) => ({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    trustProxy: TRUST_PROXY.length === 0 ? false : TRUST_PROXY,
  }),
  prepare: (app, { CORS_ORIGINS }) => {
    addSecurityHeaders(app);
    if (CORS_ORIGINS.length > 0) {
      app.enableCors({ origin: CORS_ORIGINS, exposedHeaders: [CORRELATION_HTTP_HEADER, 'Retry-After'] });
    }
    serveDocs(app);
  },
};
