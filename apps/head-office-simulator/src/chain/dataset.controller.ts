import {
  CORRELATION_HTTP_HEADER,
  type DatasetManifest,
  exchangeParameters,
  exchangeProblemOf,
} from '@encaisse/contracts';
import { Controller, Get, Headers, Param, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ExchangeRefusal, parsed } from '../http/answer.js';
import { ApiKeyGuard } from '../http/api-key.guard.js';
import { NDJSON } from '../http/ndjson.js';
import { routeOf } from '../http/route-of.js';
import { DatasetWeather } from '../weather/dataset-weather.js';
import { ChainRepository } from './chain.repository.js';
import { DatasetRepository } from './dataset.repository.js';
import { PartFiles } from './part-files.js';

const { storeCode, registerNumber, name, sha256 } = exchangeParameters;
const registerPath = z.object({ storeCode, registerNumber });
const partPath = z.object({ name, sha256 });

/** The import side of the exchange contract. */
@Controller()
@UseGuards(ApiKeyGuard)
export class DatasetController {
  constructor(
    private readonly chain: ChainRepository,
    private readonly datasets: DatasetRepository,
    private readonly files: PartFiles,
    private readonly weather: DatasetWeather,
  ) {}

  @Get(routeOf('readDatasetManifest'))
  async readManifest(
    @Param() path: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Headers(CORRELATION_HTTP_HEADER) correlationId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const manifest = await this.weather.told(this.#manifestOf(parsed(registerPath, path)), correlationId);
    const etag = `"${manifest.storeCode}-${manifest.registerNumber}-${manifest.datasetVersion}"`;
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (holds(known, etag)) void reply.status(304).send();
    else void reply.send(manifest);
  }

  @Get(routeOf('readPart'))
  async readPart(
    @Param() path: unknown,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = parsed(partPath, path);
    const gzip = acceptsGzip(accepted);
    const part = await this.files.read(wanted.name, wanted.sha256, gzip);
    if (part === undefined) throw new ExchangeRefusal(exchangeProblemOf('UNKNOWN_PART', wanted));
    if (gzip) void reply.header('content-encoding', 'gzip');
    void reply
      .header('vary', 'accept-encoding')
      .header('content-length', part.bytes)
      .header('cache-control', 'private, immutable, max-age=31536000')
      .type(NDJSON)
      .send(part.body);
  }

  #manifestOf(register: z.output<typeof registerPath>): DatasetManifest {
    if (!this.chain.hasStore(register.storeCode)) {
      throw new ExchangeRefusal(exchangeProblemOf('UNKNOWN_STORE', { storeCode: register.storeCode }));
    }
    if (!this.chain.hasRegister(register.storeCode, register.registerNumber)) {
      throw new ExchangeRefusal(exchangeProblemOf('UNKNOWN_REGISTER', register));
    }
    const manifest = this.datasets.manifestOf(register.storeCode, register.registerNumber);
    if (manifest === undefined) throw new ExchangeRefusal(exchangeProblemOf('UNAVAILABLE'));
    return manifest;
  }
}

/** RFC 9110 §13.1.2: any of the tags that the client knows, weak or not, or `*`. */
function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//u, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** RFC 9110 §12.5.3, for the one coding that there is: gzip named and not refused by `q=0`. */
function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const quality = /(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q=([0-9.]+))?\s*(?:,|$)/iu.exec(acceptEncoding ?? '');
  return quality !== null && Number(quality[1] ?? 1) > 0;
}
