import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DOCS } from '../openapi/docs.js';

/** Nothing of the API is a page: a browser that is made to show an answer runs nothing and frames nothing. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** The documentation's page loads its own scripts, and writes styles into itself. */
const DOCS_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
const YEAR_SECONDS = 31_536_000;

/** Headers that keep browsers and caches from doing with an answer what was not meant. */
export function addSecurityHeaders(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, next) => {
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': request.url.startsWith(`/${DOCS}`) ? DOCS_POLICY : API_POLICY,
      'cache-control': 'no-store',
    });
    if (request.protocol === 'https') {
      void reply.header('strict-transport-security', `max-age=${YEAR_SECONDS}`);
    }
    next();
  });
  fastify.addHook('onSend', (_request, reply, payload, next) => {
    // RFC 9110 wants a challenge on every 401; ours are all about a bearer token or a person's password.
    if (reply.statusCode === 401) void reply.header('www-authenticate', 'Bearer');
    next(null, payload);
  });
}
