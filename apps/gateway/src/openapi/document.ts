import { alertNotice, ERRORS, isErrorCode, problem } from '@encaisse/contracts';
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
    schemas: { ...components?.schemas, Problem: schemaOf(problem), AlertNotice: schemaOf(alertNotice) },
    examples: problemExamples(),
  };
  const subscribing = document.paths['/api/v1/head-office/alert-subscriptions']?.post;
  if (subscribing) subscribing.callbacks = { alert: { '{$request.body#/to/url}': { post: WEBHOOK } } };
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

/** What a webhook is sent. */
const header = (name: string, description: string) => ({
  ...{ name, in: 'header' as const, required: true, description, schema: { type: 'string' } },
});
const WEBHOOK = {
  summary: 'An alert is raised, acknowledged or closed · Une alerte est levée, prise en charge ou close',
  description: 'Signed as standardwebhooks.com says; docs/alerts.md shows how to verify it.',
  parameters: [
    header('webhook-id', 'Of the delivery: one that was seen before is a repeat.'),
    header('webhook-timestamp', 'Seconds since 1970.'),
    header('webhook-signature', '`v1,` and the HMAC-SHA256 of `id.timestamp.body`, in base64.'),
  ],
  requestBody: {
    content: { 'application/json': { schema: { $ref: '#/components/schemas/AlertNotice' } } },
  },
  responses: {
    '2XX': { description: 'Taken.' },
    '410': { description: 'Nothing is wanted any more: the subscription is switched off.' },
    default: { description: 'It is sent again.' },
  },
};

/** The schemas that it refers to are those of answers, which are components already. */
function schemaOf(schema: z.ZodType): SchemaObject {
  const { id = '' } = schema.meta() ?? {};
  // A schema with an id is converted into a reference to itself beside its definition.
  const converted = JSON.stringify(z.toJSONSchema(schema, { target: 'openapi-3.0' }).definitions);
  const definitions = JSON.parse(converted.replaceAll('#/definitions/', '#/components/schemas/')) as Record<
    string,
    SchemaObject
  >;
  return definitions[id] ?? {};
}

const problemExamples = () =>
  Object.fromEntries(
    Object.keys(ERRORS)
      .filter(isErrorCode)
      .map((code) => [code, { value: problemOf({ code }, EXAMPLE_CORRELATION_ID) }]),
  );
