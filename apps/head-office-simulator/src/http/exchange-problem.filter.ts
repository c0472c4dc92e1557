import {
  CHUNK_BYTES_LIMIT,
  CHUNK_RECORDS_LIMIT,
  type ExchangeProblem,
  exchangeProblemOf,
  PROBLEM_CONTENT_TYPE,
} from '@encaisse/contracts';
import { LOG } from '@encaisse/service-kit';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ExchangeRefusal } from './answer.js';
import { NDJSON } from './ndjson.js';

/** Turns everything thrown at the HTTP edge into a problem of the exchange contract. */
@Catch()
export class ExchangeProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.#problemOf(error, http.getRequest<FastifyRequest>());
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (problem.status === 503) void reply.header('retry-after', '2');
    void reply.status(problem.status).type(PROBLEM_CONTENT_TYPE).send(problem);
  }

  #problemOf(error: unknown, request: FastifyRequest): ExchangeProblem {
    if (error instanceof ExchangeRefusal) {
      this.log.info({ code: error.problem.code, facts: error.problem.facts, url: request.url }, 'refused');
      return error.problem;
    }
    const status =
      error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    if (status === 404) return exchangeProblemOf('ROUTE_UNKNOWN');
    if (status === 413 && request.headers['content-type']?.startsWith(NDJSON)) {
      return exchangeProblemOf('CHUNK_TOO_LARGE', {
        limitRecords: CHUNK_RECORDS_LIMIT,
        limitBytes: CHUNK_BYTES_LIMIT,
      });
    }
    if (status !== undefined && status >= 400 && status < 500) {
      return exchangeProblemOf('BODY_INVALID', { issues: [{ path: '', message: (error as Error).message }] });
    }
    if (status === 503) return exchangeProblemOf('UNAVAILABLE');
    this.log.error({ err: error, url: request.url }, 'unexpected');
    return exchangeProblemOf('INTERNAL');
  }
}
