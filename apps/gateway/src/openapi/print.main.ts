import { Bus } from '@encaisse/messaging';
import { CONFIG, LOG } from '@encaisse/service-kit';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { GatewayModule } from '../gateway.module.js';
import { openApiDocument } from './document.js';

/** Stands for what a running service has; a preview makes no instances, so nothing of it is ever used. */
const absent = [CONFIG, LOG, Bus].map((provide) => ({ provide, useValue: undefined }));

@Global()
@Module({ imports: [GatewayModule], providers: absent, exports: absent })
class PreviewModule {}

// Prints the OpenAPI document: no server, no configuration.
const app = await NestFactory.create(PreviewModule, new FastifyAdapter(), {
  preview: true,
  logger: false,
  abortOnError: false,
});
process.stdout.write(`${JSON.stringify(openApiDocument(app), null, 2)}\n`);
