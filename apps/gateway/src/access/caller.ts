import type { IncomingHttpHeaders } from 'node:http';
import { CONNECTION_HTTP_HEADER, type ErrorCode, IDEMPOTENCY_HTTP_HEADER } from '@encaisse/contracts';
import { HttpRefusal } from '@encaisse/service-kit';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AdministratorTokens } from './administrator-tokens.js';

/** What each kind of caller brings by its headers to the request that its call becomes. */
export interface Caller {
  /** Anybody: the two routes that give a credential. */
  anyone: Record<never, never>;
  /** A till that reads. */
  till: { tillCredential: string };
  /** A till that changes something. */
  tillCommand: { tillCredential: string; idempotencyKey: string };
  /** A seller connected to a register. */
  seller: { tillCredential: string; connectionToken: string; idempotencyKey: string };
  /** Somebody of head office who looks at stores: those whose ids are named, or all of them. */
  headOffice: { stores: string[] | null };
  /** Head office's administrator who reads. */
  administrator: Record<never, never>;
  /** Head office's administrator who changes something. */
  administratorCommand: { administrator: string; idempotencyKey: string };
}
export type Access = keyof Caller;

/** A request whose caller the guard has read. */
export type CalledBy<A extends Access> = FastifyRequest & { readonly caller: Caller[A] };

type Reader<A extends Access> = (
  headers: IncomingHttpHeaders,
  tokens: AdministratorTokens,
) => Caller[A] | Promise<Caller[A]>;

/** Who calls, first; then the key. What is missing or malformed is refused before anything else is looked at. */
export const CALLERS: { readonly [A in Access]: Reader<A> } = {
  anyone: () => ({}),
  till: (headers) => tillOf(headers),
  tillCommand: (headers) => ({ ...tillOf(headers), ...keyOf(headers) }),
  seller: (headers) => ({ ...tillOf(headers), ...connectionOf(headers), ...keyOf(headers) }),
  headOffice: async (headers, tokens) => {
    await tokens.administratorOf(bearerOf(headers));
    return { stores: null };
  },
  administrator: async (headers, tokens) => {
    await tokens.administratorOf(bearerOf(headers));
    return {};
  },
  administratorCommand: async (headers, tokens) => ({
    administrator: await tokens.administratorOf(bearerOf(headers)),
    ...keyOf(headers),
  }),
};

const BEARER = /^Bearer +(?<token>[\x21-\x7e]+)$/iu;
const opaqueToken = z.string().regex(/^[\x21-\x7e]{20,200}$/u);

const bearerOf = ({ authorization }: IncomingHttpHeaders): string | undefined =>
  authorization === undefined ? undefined : BEARER.exec(authorization)?.groups?.token;

const tillOf = (headers: IncomingHttpHeaders) => ({
  tillCredential: wellFormed(opaqueToken, bearerOf(headers), 'TILL_NOT_ENROLLED'),
});
const connectionOf = (headers: IncomingHttpHeaders) => ({
  connectionToken: wellFormed(opaqueToken, headers[CONNECTION_HTTP_HEADER], 'CONNECTION_INVALID'),
});
const keyOf = (headers: IncomingHttpHeaders) => ({
  idempotencyKey: wellFormed(z.uuid(), headers[IDEMPOTENCY_HTTP_HEADER], 'IDEMPOTENCY_KEY_MISSING'),
});

function wellFormed(shape: z.ZodType<string>, value: unknown, otherwise: ErrorCode): string {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpRefusal({ code: otherwise });
}
