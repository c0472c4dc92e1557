import { z } from 'zod';
import type { ErrorCode } from './errors.js';

/**
 * One request/reply over NATS: the subject it travels on and the shapes of both bodies.
 * `timeoutMs` is how long a caller waits; a command that timed out is sent again with the same idempotency key.
 */
export interface RpcContract<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly subject: string;
  readonly request: Request;
  readonly reply: Reply;
  readonly timeoutMs: number;
}
export type RequestOf<C> = C extends RpcContract<infer Q, z.ZodType> ? z.output<Q> : never;
export type ReplyOf<C> = C extends RpcContract<z.ZodType, infer P> ? z.output<P> : never;

export const rpc = <Request extends z.ZodType, Reply extends z.ZodType>(
  subject: string,
  request: Request,
  reply: Reply,
  options: { readonly timeoutMs?: number } = {},
): RpcContract<Request, Reply> => ({ subject, request, reply, timeoutMs: options.timeoutMs ?? 5_000 });

/** A request that each till sends on a subject of its own, so that its NATS user can be kept to it. */
export interface TillRpcContract<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType>
  extends RpcContract<Request, Reply> {
  /** The subject of one till; `subject` itself is the wildcard the service listens on. */
  readonly subjectOf: (tillId: string) => string;
}
export const tillRpc = <Request extends z.ZodType, Reply extends z.ZodType>(
  name: string,
  request: Request,
  reply: Reply,
): TillRpcContract<Request, Reply> => ({
  ...rpc(`encaisse.till.*.${name}`, request, reply),
  subjectOf: (tillId) => `encaisse.till.${tillId}.${name}`,
});

/** Why something was not done: a stable code of the catalogue and the facts a sentence about it needs. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly facts?: Readonly<Record<string, unknown>>;
}
/** What a use case answers: refusals are data, faults are thrown. */
export type Outcome<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; refusal: Refusal }>;

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refused = (
  code: ErrorCode,
  facts?: Readonly<Record<string, unknown>>,
): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: facts === undefined ? { code } : { code, facts },
});

/** The reply envelope on the wire. */
export const replyEnvelope = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    refusal: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()).optional() }),
  }),
  z.object({
    ok: z.literal(false),
    fault: z.object({ code: z.enum(['UNAVAILABLE', 'INTERNAL', 'TOO_LARGE']) }),
  }),
]);

/** Header that carries the correlation id from the gateway to the printer. */
export const CORRELATION_HEADER = 'Correlation-Id';

const tillCredential = z.string().min(20).max(200);
const idempotencyKey = z.uuid();

/** A question asked with the till's credential alone. */
export const tillQuery = <S extends z.ZodRawShape>(shape: S) => z.strictObject({ tillCredential, ...shape });
/** A command from a till: its credential, and the key under which its answer is stored. */
export const tillCommand = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ tillCredential, idempotencyKey, ...shape });
/** A command of a seller who is connected to a register. */
export const sellingCommand = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ tillCredential, idempotencyKey, connectionToken: z.string().min(20).max(200), ...shape });
/** A command of head office's administrator, who is authenticated by the gateway. */
export const adminCommand = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ idempotencyKey, administrator: z.string().min(1).max(80), ...shape });
