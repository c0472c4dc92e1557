import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './document.js';

/** Where the documentation is served; its scripts come from here too, none from elsewhere. */
export const DOCS = 'api/docs';
const DOCUMENT = 'api/openapi.json';

export function serveDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup(DOCS, app, () => openApiDocument(app), {
    jsonDocumentUrl: DOCUMENT,
    raw: ['json'],
    customSiteTitle: 'Encaisse API',
    swaggerOptions: { docExpansion: 'list', tryItOutEnabled: false, validatorUrl: null },
  });
}
