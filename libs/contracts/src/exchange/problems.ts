import { z } from 'zod';

/** What a sender may do about a problem. */
export type ExchangeRetry = 'never' | 'after-a-correction' | 'after-what-is-missing' | 'later';

interface ProblemEntry {
  readonly status: number;
  readonly title: string;
  readonly retry: ExchangeRetry;
  /** What `facts` holds. */
  readonly facts: string;
}

/** Every refusal of the exchange contract. A code never changes its meaning. */
export const EXCHANGE_PROBLEMS = {
  UNAUTHORIZED: {
    status: 401,
    title: 'The API key is missing or is not known.',
    retry: 'after-a-correction',
    facts: 'none',
  },
  BODY_INVALID: {
    status: 422,
    title: 'The request does not have the shape of the contract.',
    retry: 'never',
    facts: 'issues: [{path, message}]',
  },
  SCHEMA_VERSION_UNSUPPORTED: {
    status: 422,
    title: 'This head office does not speak that version of the contract.',
    retry: 'never',
    facts: 'received, supported: [versions]',
  },
  ROUTE_UNKNOWN: { status: 404, title: 'There is nothing at this address.', retry: 'never', facts: 'none' },
  UNKNOWN_STORE: {
    status: 404,
    title: 'Head office knows no such store.',
    retry: 'after-a-correction',
    facts: 'storeCode',
  },
  UNKNOWN_REGISTER: {
    status: 404,
    title: 'Head office knows no such register in this store.',
    retry: 'after-a-correction',
    facts: 'storeCode, registerNumber',
  },
  UNKNOWN_PART: {
    status: 404,
    title: 'There is no such part, or no longer: read the manifest again.',
    retry: 'after-a-correction',
    facts: 'name, sha256',
  },
  UNKNOWN_EXPORT: {
    status: 404,
    title: 'No export was announced under this id.',
    retry: 'after-what-is-missing',
    facts: 'exportId',
  },
  UNKNOWN_SESSION: {
    status: 404,
    title: 'The export announced no such session, or none was acknowledged under this key.',
    retry: 'after-a-correction',
    facts: 'the parts of the key that were asked for',
  },
  EXPORT_ID_REUSED: {
    status: 409,
    title: 'Another manifest was announced under this export id.',
    retry: 'never',
    facts: 'exportId',
  },
  CHUNK_TOO_LARGE: {
    status: 413,
    title: 'A chunk holds too many records or bytes.',
    retry: 'never',
    facts: 'limitRecords, limitBytes',
  },
  CHUNK_INVALID: {
    status: 422,
    title: 'A line of the chunk is no record of this schema version.',
    retry: 'never',
    facts: 'line (from 1, in the chunk), reason',
  },
  CHUNK_MISSING: {
    status: 409,
    title: 'Chunks of the session were not received.',
    retry: 'after-what-is-missing',
    facts: 'missing: [indices]',
  },
  EXPORT_REFUSED: {
    status: 422,
    title: 'What was received is not what was announced. It is kept for inspection.',
    retry: 'never',
    facts: 'differences: [{path, declared, recomputed}]',
  },
  SESSION_CONTENT_DIFFERS: {
    status: 409,
    title: 'This session was acknowledged with another content. What came now is kept for inspection.',
    retry: 'never',
    facts: 'acknowledgementId, acknowledgedSha256, receivedSha256',
  },
  NOTHING_REFUSED: {
    status: 409,
    title: 'Head office holds no such content of this session that could be accepted apart.',
    retry: 'after-what-is-missing',
    facts: 'the parts of the key, sha256',
  },
  ACCEPTANCE_DIFFERS: {
    status: 409,
    title: 'Another content of this session was accepted apart before.',
    retry: 'never',
    facts: 'acceptanceId, acceptedSha256',
  },
  INTERNAL: {
    status: 500,
    title: 'Head office failed. Nothing was acknowledged.',
    retry: 'later',
    facts: 'none',
  },
  UNAVAILABLE: { status: 503, title: 'Head office cannot answer now.', retry: 'later', facts: 'none' },
} as const satisfies Record<string, ProblemEntry>;

export type ExchangeProblemCode = keyof typeof EXCHANGE_PROBLEMS;

const CODES = Object.keys(EXCHANGE_PROBLEMS) as [ExchangeProblemCode, ...ExchangeProblemCode[]];

/** Body of every answer that is no success: RFC 9457, `application/problem+json`. */
export const exchangeProblem = z
  .object({
    type: z.string().meta({
      description: 'A URI of the code; never needed.',
      examples: ['urn:encaisse:exchange:CHUNK_MISSING'],
    }),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.enum(CODES).meta({ description: 'Stable: decide on this, on nothing else.' }),
    facts: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What the code is about, for people and logs.' }),
  })
  .meta({ description: 'A refusal or a failure, RFC 9457.' });
export type ExchangeProblem = z.infer<typeof exchangeProblem>;

export function exchangeProblemOf(
  code: ExchangeProblemCode,
  facts: Record<string, unknown> = {},
): ExchangeProblem {
  const { status, title } = EXCHANGE_PROBLEMS[code];
  return { type: `urn:encaisse:exchange:${code}`, title, status, code, facts };
}
