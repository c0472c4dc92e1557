import {
  EXCHANGE_PATHS,
  EXCHANGE_PROBLEMS,
  type ExchangeOperation,
  type ExchangeParameter,
  type ExchangeProblemCode,
  exchangeParameters,
  exchangeProblemOf,
  PART_NAMES,
} from '@encaisse/contracts';
import { refusalExample } from './example.js';
import { GENERAL_PROBLEMS, OPERATIONS, type OperationText, PART_EXAMPLES } from './operations.js';
import { componentSchemas, parameterSchema, refTo, rowSchemaOf } from './schemas.js';
import { introduction } from './text.js';

const NDJSON = 'application/x-ndjson';
const PROBLEM = 'application/problem+json';
type Json = Record<string, unknown>;

/** The exchange contract as an OpenAPI 3.1 document, made from the schemas that both sides run. */
export function exchangeContractDocument(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Encaisse: the exchange contract between a store and its head office',
      version: '1.0.0',
      summary: 'Datasets to the registers, sessions back to head office, each of them exactly once.',
      description: introduction().trim(),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'https://head-office.example', description: 'Your head office.' }],
    security: [{ apiKey: [] }],
    tags: [
      { name: 'Import', description: 'From head office to a register.' },
      { name: 'Export', description: 'From a register to head office.' },
    ],
    paths: paths(),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'The API key that head office gave to the store.',
        },
      },
      schemas: componentSchemas(),
    },
  };
}

function paths(): Json {
  const byPath: Record<string, Json> = {};
  for (const [name, text] of Object.entries(OPERATIONS) as [ExchangeOperation, OperationText][]) {
    const path = EXCHANGE_PATHS[name];
    byPath[path] = { ...byPath[path], [text.method]: operation(name, text) };
  }
  return byPath;
}

function operation(name: ExchangeOperation, text: OperationText): Json {
  return {
    operationId: name,
    tags: [text.tag],
    summary: text.summary,
    description: text.description,
    parameters: parametersOf(name),
    ...(text.request === undefined
      ? {}
      : { requestBody: { required: true, content: requestContent(text.request) } }),
    responses: { ...success(name, text), ...problems([...text.problems, ...GENERAL_PROBLEMS]) },
  };
}

function parametersOf(name: ExchangeOperation): Json[] {
  const inPath = [...EXCHANGE_PATHS[name].matchAll(/\{(\w+)\}/gu)].map((match) => {
    const parameter = match[1] as ExchangeParameter;
    const { description, ...schema } = parameterSchema(exchangeParameters[parameter]);
    return { name: parameter, in: 'path', required: true, description, schema };
  });
  return [...inPath, ...(HEADERS[name] ?? [])];
}

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});
const HEADERS: Partial<Record<ExchangeOperation, Json[]>> = {
  readDatasetManifest: [header('If-None-Match', 'The ETag of the manifest that the store holds.')],
  readPart: [header('Accept-Encoding', '`gzip` to have the body compressed.')],
};

function requestContent({ schema, ndjson, example }: NonNullable<OperationText['request']>): Json {
  return ndjson === true
    ? { [NDJSON]: { ...lines([refTo(schema)]), example } }
    : { 'application/json': { schema: refTo(schema), example } };
}

function success(name: ExchangeOperation, { response }: OperationText): Json {
  if (name === 'readPart') return { 200: { description: response.description, content: partContent() } };
  const content = { 'application/json': { schema: refTo(response.schema), example: response.example } };
  if (name !== 'readDatasetManifest') return { 200: { description: response.description, content } };
  const headers = { ETag: { description: 'Names this manifest.', schema: { type: 'string' } } };
  return {
    200: { description: response.description, headers, content },
    304: { description: 'The manifest named by `If-None-Match` still holds. No body.' },
  };
}

function partContent(): Json {
  const examples = Object.fromEntries(PART_EXAMPLES.map(({ name, value }) => [name, { value }]));
  return { [NDJSON]: { ...lines(PART_NAMES.map((name) => refTo(rowSchemaOf(name)))), examples } };
}

/** OpenAPI 3.1 has no word for the schema of one line; `x-item-schema` is what 3.2 calls `itemSchema`. */
const lines = (itemSchemas: readonly Json[]): Json => ({
  schema: { type: 'string', description: 'One JSON value per line, each line ending with `\\n`.' },
  'x-item-schema': itemSchemas.length === 1 ? itemSchemas[0] : { oneOf: itemSchemas },
});

/** One response per status, which lists the codes that it may carry. */
function problems(codes: readonly ExchangeProblemCode[]): Json {
  const byStatus = Map.groupBy(codes, (code) => EXCHANGE_PROBLEMS[code].status);
  const responses = [...byStatus].map(([status, sharing]) => {
    const examples = sharing.map((code) => [code, { value: exampleOf(code) }]);
    const description = sharing.map((code) => `\`${code}\`: ${EXCHANGE_PROBLEMS[code].title}`).join('\n\n');
    return [
      status,
      {
        description,
        content: { [PROBLEM]: { schema: refTo('Problem'), examples: Object.fromEntries(examples) } },
      },
    ];
  });
  return Object.fromEntries(responses);
}

const exampleOf = (code: ExchangeProblemCode) =>
  code === 'EXPORT_REFUSED' ? refusalExample : exchangeProblemOf(code, FACTS[code]);

const FACTS: Partial<Record<ExchangeProblemCode, Json>> = {
  BODY_INVALID: { issues: [{ path: 'sessions.0.records', message: 'Invalid input: expected number' }] },
  SCHEMA_VERSION_UNSUPPORTED: { received: 2, supported: [1] },
  UNKNOWN_STORE: { storeCode: 'S99' },
  UNKNOWN_REGISTER: { storeCode: 'S01', registerNumber: 9 },
  CHUNK_TOO_LARGE: { limitRecords: 500, limitBytes: 8_388_608 },
  CHUNK_INVALID: { line: 17, reason: 'openingFloatCents: Invalid input: expected int, received number' },
  CHUNK_MISSING: { missing: [3, 4] },
};
