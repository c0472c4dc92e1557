import { currentCorrelationId } from '@encaisse/messaging';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';

/** One JSON line per fact, with the correlation id of the request it belongs to. Never a password, a PIN or a token. */
export function createLog(
  service: string,
  level: string,
  destination: DestinationStream = pino.destination(1),
): Logger {
  const options = {
    name: service,
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const correlationId = currentCorrelationId();
      return correlationId === undefined ? {} : { correlationId };
    },
    redact: { paths: REDACTED, censor: '***' },
  };
  return pino(options, destination);
}

/** What a request or an answer holds that opens something. */
const SECRETS = [
  'password',
  'newPassword',
  'pin',
  'credential',
  'tillCredential',
  'connectionToken',
  'secret',
];
/** A failed statement brings its values along, among them hashes of passwords and whole tickets. */
const FAILED_STATEMENT = ['parameters', 'sql', 'driverError'];
const REDACTED = [
  ...SECRETS.flatMap((name) => [name, `*.${name}`]),
  ...FAILED_STATEMENT.map((name) => `err.${name}`),
];

/** Nest's own messages, into the same log. */
export class NestLog implements LoggerService {
  readonly #pino: Logger;
  constructor(log: Logger) {
    this.#pino = log;
  }
  /** Nest announces each module and route: useful to a developer, noise in a store. */
  log(message: unknown, context?: string): void {
    this.#pino.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: string): void {
    this.#pino.trace({ context }, String(message));
  }
  debug(message: unknown, context?: string): void {
    this.#pino.debug({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.#pino.warn({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.#pino.error({ context, stack }, String(message));
  }
  fatal(message: unknown, context?: string): void {
    this.#pino.fatal({ context }, String(message));
  }
}
