import { CORRELATION_HTTP_HEADER, EXCHANGE_PATHS, type ExchangeOperation } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AnnouncedExportRepository } from '../exports/announced-export.repository.js';
import { routeOf } from '../http/route-of.js';
import type { Subject } from './weather.js';

const METHODS: Readonly<Record<ExchangeOperation, string>> = {
  readDatasetManifest: 'GET',
  readPart: 'GET',
  announceExport: 'PUT',
  readExport: 'GET',
  sendChunk: 'PUT',
  commitSession: 'POST',
  readAcknowledgement: 'GET',
  acceptApart: 'PUT',
};
const OPERATIONS = new Map(
  (Object.keys(EXCHANGE_PATHS) as ExchangeOperation[]).map((operation) => [
    `${METHODS[operation]} ${routeOf(operation)}`,
    operation,
  ]),
);

const register = z.object({ storeCode: z.string(), registerNumber: z.coerce.number() });
const ofExport = z.object({ exportId: z.string() });

/** Reads from a request of the exchange contract what it is about. */
@Injectable()
export class RequestSubject {
  constructor(private readonly announced: AnnouncedExportRepository) {}

  /** Undefined for what is no operation of the exchange contract. */
  of(request: FastifyRequest): Subject | undefined {
    const operation = OPERATIONS.get(`${request.method} ${request.routeOptions.url}`);
    const correlationId = request.headers[CORRELATION_HTTP_HEADER]?.toString();
    return operation && { operation, correlationId, ...this.#registerOf(request) };
  }

  /** Named by the path, by the manifest of an export, or by the export that was announced before. */
  #registerOf({ params, body }: FastifyRequest): Pick<Subject, 'storeCode' | 'registerNumber'> {
    const named = register.safeParse(params).data ?? register.safeParse(body).data;
    if (named) return named;
    const exportId = ofExport.safeParse(params).data?.exportId;
    const { storeCode, registerNumber } = (exportId && this.announced.find(exportId)) || {};
    return { storeCode, registerNumber };
  }
}
