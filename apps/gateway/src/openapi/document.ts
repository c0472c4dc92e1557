import { ERRORS, isErrorCode, problem } from '@encaisse/contracts';
import { problemOf } from '@encaisse/service-kit';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, type SchemaObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { GatewayModule } from '../gateway.module.js';
import { SECURITY, TAGS } from './names.js';

const DESCRIPTION = `
Tills and head office talk to Encaisse here · Les postes de caisse et le siège parlent ici à Encaisse.

Money is whole cents, quantities are thousandths, VAT rates basis points, times UTC. A refusal is
\`application/problem+json\`: decide on its \`code\`, which never changes its meaning; \`docs/errors.md\` lists them.
`.trim();
const EXAMPLE_CORRELATION_ID = '019ab3f2-6c00-7f3a-8a51-1c2d3e4f5a6b';

/** The OpenAPI document, read off the controllers of `app` and the schemas of the contracts. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, head(), { include: [GatewayModule] });
  const { components } = document;
  document.components = {
    ...components,
    schemas: { ...components?.schemas, Problem: problemSchema() },
    examples: problemExamples(),
  };
  return document;
}

function head(): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.0.3')
    .setTitle('Encaisse')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addSecurity(SECURITY.till, {
      type: 'http',
      scheme: 'bearer',
      description: "A till's credential, given by its enrolment.",
    })
    .addSecurity(SECURITY.connection, {
      type: 'apiKey',
      in: 'header',
      name: 'Encaisse-Connection',
      description: 'The token of a seller who is connected to a register.',
    })
    .addSecurity(SECURITY.headOffice, {
      type: 'http',
      scheme: 'bearer',
      description:
        "The token of somebody's login at head office, good for 8 hours; or an API key, where it says so.",
    });
  for (const [tag, description] of Object.entries(TAGS)) builder.addTag(tag, description);
  return builder.build();
}

function problemSchema(): SchemaObject {
  // A schema with an id is converted into a reference to itself beside its definition.
  const converted = z.toJSONSchema(problem, { target: 'openapi-3.0' });
  const { Problem } = converted.definitions as { readonly Problem: SchemaObject };
  return Problem;
}

const problemExamples = () =>
  Object.fromEntries(
    Object.keys(ERRORS)
      .filter(isErrorCode)
      .map((code) => [code, { value: problemOf({ code }, EXAMPLE_CORRELATION_ID) }]),
  );
