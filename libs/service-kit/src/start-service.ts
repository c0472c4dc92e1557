import { readFileSync } from 'node:fs';
import { CORRELATION_HTTP_HEADER } from '@encaisse/contracts';
import { Bus, withCorrelation } from '@encaisse/messaging';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { ConfigError, EXIT_CONFIG, parseConfig } from './config.js';
import { KitModule } from './kit.module.js';
import { createLog, NestLog } from './log.js';
import { ProblemFilter } from './problem.filter.js';
import { LOG } from './tokens.js';

interface CommonConfig {
  readonly NODE_ENV: string;
  readonly LOG_LEVEL: string;
  readonly HOST: string;
  readonly PORT: number;
  readonly NATS_URL?: string | undefined;
  readonly NATS_CREDS_FILE?: string | undefined;
}

export interface ServiceDefinition<C extends CommonConfig> {
  readonly name: string;
  readonly config: z.ZodType<C>;
  /** The service's module. A configuration with NATS_URL gets a connected `Bus` before this is called. */
  readonly module: (config: C) => DynamicModule | Type;
  /** What this service wants otherwise of the HTTP server. */
  readonly http?: (config: C) => Pick<FastifyServerOptions, 'bodyLimit' | 'requestTimeout' | 'trustProxy'>;
  /** Last touches on the HTTP application, before it listens. */
  readonly prepare?: (app: NestFastifyApplication, config: C) => void | Promise<void>;
  /** Boot guard of production: sentences that say what is wrong refuse the start. */
  readonly guard?: (app: NestFastifyApplication, config: C) => Promise<readonly string[]>;
}

const BODY_BYTES_MAX = 256 * 1024;
/** What a correlation id brought by a client may look like; anything else is replaced. */
const CORRELATION_ID = /^[A-Za-z0-9._-]{8,64}$/u;

/** Starts a service and returns once it listens. Exits with 78 when the configuration is wrong, 1 when the start fails. */
export async function startService<C extends CommonConfig>(
  definition: ServiceDefinition<C>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  try {
    const config = parseConfig(definition.config, env);
    const app = await createService(definition, config);
    await app.listen(config.PORT, config.HOST);
    // What the server answers, it answers after it has taken every subscription in: nobody who reads « listening » finds none.
    if (config.NATS_URL !== undefined) await app.get(Bus).isReady();
    app.get<Logger>(LOG).info({ url: await app.getUrl() }, 'listening');
  } catch (error) {
    const message = error instanceof ConfigError ? error.message : error;
    process.stderr.write(
      `${definition.name}: ${message instanceof Error ? message.stack : String(message)}\n`,
    );
    process.exit(error instanceof ConfigError ? EXIT_CONFIG : 1);
  }
}

/** Builds a service without listening; tests use it with a configuration, and where wanted a log, of their own. */
export async function createService<C extends CommonConfig>(
  definition: ServiceDefinition<C>,
  config: C,
  log: Logger = createLog(definition.name, config.LOG_LEVEL),
): Promise<NestFastifyApplication> {
  const bus =
    config.NATS_URL === undefined
      ? undefined
      : await connectBus(definition.name, config, config.NATS_URL, log);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    logger: false,
    forceCloseConnections: true,
    ...definition.http?.(config),
  });
  carryCorrelation(adapter, log);
  const root = {
    module: ServiceRoot,
    imports: [KitModule.with({ config, log, bus }), definition.module(config)],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLog(log),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(log));
  app.enableShutdownHooks();
  await definition.prepare?.(app, config);
  if (config.NODE_ENV === 'production') {
    const problems = (await definition.guard?.(app, config)) ?? [];
    if (problems.length > 0) {
      // Its connections would keep a process alive that never became a service.
      await app.close();
      throw new ConfigError(`Not safe for production:\n${problems.map((p) => `  ${p}`).join('\n')}`);
    }
  }
  await app.init();
  return app;
}

class ServiceRoot {}

const connectBus = (name: string, config: CommonConfig, server: string, log: Logger): Promise<Bus> =>
  Bus.connect({
    servers: [server],
    name,
    log,
    ...(config.NATS_CREDS_FILE === undefined
      ? {}
      : { identity: { creds: readFileSync(config.NATS_CREDS_FILE, 'utf8') }, inboxPrefix: `_INBOX.${name}` }),
  });

/** Every HTTP request runs under its correlation id, answers with it, and leaves one line in the log. */
function carryCorrelation(adapter: FastifyAdapter, log: Logger): void {
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, reply, next) => {
    const brought = request.headers[CORRELATION_HTTP_HEADER];
    const correlationId = typeof brought === 'string' && CORRELATION_ID.test(brought) ? brought : uuidv7();
    void reply.header(CORRELATION_HTTP_HEADER, correlationId);
    withCorrelation(correlationId, next);
  });
  fastify.addHook('onResponse', (request, reply, next) => {
    if (!request.url.startsWith('/health')) {
      const correlationId = reply.getHeader(CORRELATION_HTTP_HEADER);
      const durationMs = Math.round(reply.elapsedTime);
      log.info(
        { correlationId, method: request.method, url: request.url, status: reply.statusCode, durationMs },
        'answered',
      );
    }
    next();
  });
}
