import {
  CORRELATION_HTTP_HEADER,
  ERRORS,
  type ErrorCode,
  isErrorCode,
  type Outcome,
  PROBLEM_CONTENT_TYPE,
  type Problem,
  type Refusal,
} from '@encaisse/contracts';
import { currentCorrelationId, MessagingFault } from '@encaisse/messaging';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { LOG } from './tokens.js';

const RESTART_SECONDS = 2;

/** A refusal on its way to an HTTP client. Thrown at the HTTP edge only; inside, refusals are returned. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** The value of an outcome, or the refusal thrown for the filter below. */
export function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new HttpRefusal(outcome.refusal);
}

/** The problem+json body of a refusal; a code newer than this process is passed on as a conflict. */
export function problemOf(refusal: Refusal, correlationId: string): Problem {
  const known = isErrorCode(refusal.code) ? ERRORS[refusal.code] : undefined;
  return {
    type: `urn:encaisse:error:${refusal.code}`,
    title: known?.title ?? refusal.code,
    titleFr: known?.titleFr ?? refusal.code,
    status: known?.status ?? 409,
    code: refusal.code,
    ...(refusal.facts === undefined ? {} : { facts: refusal.facts }),
    correlationId,
  };
}

/** Turns everything thrown at the HTTP edge into problem+json with a code of the catalogue. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // Thrown by the health check alone, with its report of what is down: no refusal, and nothing unexpected.
    if (error instanceof ServiceUnavailableException) {
      void reply.status(error.getStatus()).send(error.getResponse());
      return;
    }
    const refusal = this.#refusalOf(error);
    const correlationId = currentCorrelationId() ?? String(reply.getHeader(CORRELATION_HTTP_HEADER) ?? '');
    const problem = problemOf(refusal, correlationId);
    const retryAfterSeconds = retryAfterSecondsOf(problem);
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
    this.log.info({ code: problem.code, status: problem.status }, 'refused');
    void reply.status(problem.status).type(PROBLEM_CONTENT_TYPE).send(problem);
  }

  #refusalOf(error: unknown): Refusal {
    if (error instanceof HttpRefusal) return error.refusal;
    if (error instanceof MessagingFault) {
      this.log.warn({ err: error }, 'a service did not answer');
      // What is too large for the way between services is a bug of ours: to whoever asked, nothing but that.
      return { code: error.code === 'UNAVAILABLE' ? 'UNAVAILABLE' : 'INTERNAL' };
    }
    const clientError = clientErrorOf(error);
    if (clientError) return clientError;
    this.log.error({ err: error }, 'unexpected');
    return { code: 'INTERNAL' };
  }
}

/** Seconds after which the same request may be sent again: the refusal's own fact, or a pause for a service that restarts. */
function retryAfterSecondsOf({ status, facts }: Problem): number | undefined {
  const told = facts?.retryAfterSeconds;
  if (typeof told === 'number') return told;
  return status === 503 ? RESTART_SECONDS : undefined;
}

/** What Nest and Fastify refuse by themselves: unknown routes, malformed, oversized or mistyped bodies. */
function clientErrorOf(error: unknown): Refusal | undefined {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  if (status === undefined || status < 400 || status >= 500) return undefined;
  const code: ErrorCode = status === 404 ? 'ROUTE_UNKNOWN' : 'BODY_INVALID';
  const problems =
    error instanceof HttpException ? messagesOf(error.getResponse()) : [(error as Error).message];
  return code === 'ROUTE_UNKNOWN' ? { code } : { code, facts: { problems } };
}

function messagesOf(response: string | object): readonly string[] {
  if (typeof response === 'string') return [response];
  const { message } = response as { message?: unknown };
  return (Array.isArray(message) ? message : [message]).slice(0, 20).map(String);
}
