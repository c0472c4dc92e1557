import { z } from 'zod';
import { partName } from './dataset.js';
import { sessionRef } from './export.js';
import { sessionKey } from './records.js';
import { count, registerNumber, sha256, storeCode, uuid } from './values.js';

/** Path of each operation of the exchange contract, in OpenAPI's syntax. */
export const EXCHANGE_PATHS = {
  readDatasetManifest: '/exchange/v1/stores/{storeCode}/registers/{registerNumber}/dataset',
  readPart: '/exchange/v1/parts/{name}/{sha256}',
  announceExport: '/exchange/v1/exports/{exportId}',
  readExport: '/exchange/v1/exports/{exportId}',
  sendChunk: '/exchange/v1/exports/{exportId}/sessions/{sessionRef}/chunks/{index}',
  commitSession: '/exchange/v1/exports/{exportId}/sessions/{sessionRef}/commit',
  readAcknowledgement: '/exchange/v1/sessions/{storeCode}/{registerNumber}/{incarnation}/{sessionRef}',
  acceptApart: '/exchange/v1/sessions/{storeCode}/{registerNumber}/{incarnation}/{sessionRef}/acceptance',
} as const;

export type ExchangeOperation = keyof typeof EXCHANGE_PATHS;

type ParameterOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;
export type ExchangeParameter = ParameterOf<(typeof EXCHANGE_PATHS)[ExchangeOperation]>;

/** What each path parameter must be, read from its text. */
export const exchangeParameters = {
  storeCode,
  registerNumber: z.coerce.number().pipe(registerNumber),
  name: partName.meta({ description: 'Name of the part, as in the manifest.', examples: ['articles'] }),
  sha256: sha256.meta({ description: "The part's sha256, as in the manifest." }),
  exportId: uuid.meta({
    description: 'Made by the sender, one per export. It groups sessions; it names none of them.',
  }),
  sessionRef,
  index: z.coerce.number().pipe(count.meta({ description: 'Which chunk, from 0.', examples: [0] })),
  incarnation: sessionKey.shape.incarnation,
} as const satisfies Record<ExchangeParameter, z.ZodType>;

/** The path of one request, each parameter percent-encoded; the base URL of the head office goes before it. */
export function exchangePath<O extends ExchangeOperation>(
  operation: O,
  parameters: Readonly<Record<ParameterOf<(typeof EXCHANGE_PATHS)[O]>, string | number>>,
): string {
  const values: Readonly<Record<string, string | number | undefined>> = parameters;
  return EXCHANGE_PATHS[operation].replace(/\{(\w+)\}/gu, (_whole, name: string) =>
    encodeURIComponent(String(values[name])),
  );
}
