/** Path of each operation of the exchange contract, in the syntax of OpenAPI. */
export const EXCHANGE_PATHS = {
  readDatasetManifest: '/exchange/v1/stores/{storeCode}/registers/{registerNumber}/dataset',
  readPart: '/exchange/v1/parts/{name}/{sha256}',
  announceExport: '/exchange/v1/exports/{exportId}',
  readExport: '/exchange/v1/exports/{exportId}',
  sendChunk: '/exchange/v1/exports/{exportId}/sessions/{sessionRef}/chunks/{index}',
  commitSession: '/exchange/v1/exports/{exportId}/sessions/{sessionRef}/commit',
  readAcknowledgement: '/exchange/v1/sessions/{storeCode}/{registerNumber}/{incarnation}/{sessionRef}',
} as const;

export type ExchangeOperation = keyof typeof EXCHANGE_PATHS;

type ParameterOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

export type ExchangeParameters<O extends ExchangeOperation> = Record<
  ParameterOf<(typeof EXCHANGE_PATHS)[O]>,
  string | number
>;

/** The path of one request, each parameter percent-encoded; the base URL of the head office goes before it. */
export function exchangePath<O extends ExchangeOperation>(
  operation: O,
  parameters: ExchangeParameters<O>,
): string {
  const values: Record<string, string | number | undefined> = parameters;
  return EXCHANGE_PATHS[operation].replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(String(values[name])),
  );
}
