import type { IncomingHttpHeaders } from 'node:http';
import { CONNECTION_HTTP_HEADER, type ErrorCode, IDEMPOTENCY_HTTP_HEADER } from '@encaisse/contracts';
import { HttpRefusal } from '@encaisse/service-kit';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { cookieOf, type PageCookie, TILL_COOKIE } from './page-cookies.js';
import type { Person } from './person.js';

/** What each kind of caller brings by its headers to the request that its call becomes. */
export interface Caller {
  /** Anybody: the routes that give a credential. */
  anyone: Record<never, never>;
  /** A till that reads. */
  till: { tillCredential: string };
  /** A till that changes something. */
  tillCommand: { tillCredential: string; idempotencyKey: string };
  /** A seller connected to a register. */
  seller: { tillCredential: string; connectionToken: string; idempotencyKey: string };
  /** Somebody of head office who looks at stores: those whose ids are named, or all of them. */
  headOffice: { stores: string[] | null };
  /** Somebody of head office who reads what is no store's, or is asked for by its id. */
  administrator: Record<never, never>;
  /** Somebody of head office who changes something. */
  administratorCommand: { administrator: string; idempotencyKey: string };
  /** Somebody of head office who changes something of the stores that are named, or of all. */
  headOfficeCommand: { stores: string[] | null; administrator: string; idempotencyKey: string };
  /** A user of head office who reads what is her own. */
  user: { me: { userId: string; sessionId: string } };
  /** A user of head office who changes what is her own. */
  userCommand: { me: { userId: string; sessionId: string }; idempotencyKey: string };
}
export type Access = keyof Caller;
export type HeadOfficeAccess =
  | 'headOffice'
  | 'administrator'
  | 'administratorCommand'
  | 'headOfficeCommand'
  | 'user'
  | 'userCommand';

/** A request whose caller the guard has read. `person` is whoever of head office calls. */
export type CalledBy<A extends Access> = FastifyRequest & {
  readonly caller: Caller[A];
  readonly person?: Person;
};

/** Who calls, first; then the key. What is missing or malformed is refused before anything else is looked at. */
export const CALLERS: {
  readonly [A in Exclude<Access, HeadOfficeAccess>]: (headers: IncomingHttpHeaders) => Caller[A];
} = {
  anyone: () => ({}),
  till: (headers) => tillOf(headers),
  tillCommand: (headers) => ({ ...tillOf(headers), ...keyOf(headers) }),
  seller: (headers) => ({ ...tillOf(headers), ...connectionOf(headers), ...keyOf(headers) }),
};

const OF_HEAD_OFFICE: {
  readonly [A in HeadOfficeAccess]: (person: Person, headers: IncomingHttpHeaders) => Caller[A];
} = {
  headOffice: (person) => scopeOf(person),
  administrator: () => ({}),
  administratorCommand: ({ name }, headers) => ({ administrator: name, ...keyOf(headers) }),
  headOfficeCommand: (person, headers) => ({
    ...scopeOf(person),
    administrator: person.name,
    ...keyOf(headers),
  }),
  user: (person) => ({ me: meOf(person) }),
  userCommand: (person, headers) => ({ me: meOf(person), ...keyOf(headers) }),
};
export const isOfHeadOffice = (access: Access): access is HeadOfficeAccess =>
  Object.hasOwn(OF_HEAD_OFFICE, access);
export const callerOf = <A extends HeadOfficeAccess>(
  access: A,
  person: Person,
  headers: IncomingHttpHeaders,
): Caller[A] => OF_HEAD_OFFICE[access](person, headers);

const BEARER = /^Bearer +(?<token>[\x21-\x7e]+)$/iu;
const opaqueToken = z.string().regex(/^[\x21-\x7e]{20,200}$/u);

/** The bearer token; of a page of ours, which has none, its cookie. */
export const proofOf = (headers: IncomingHttpHeaders, cookie: PageCookie): string | undefined =>
  headers.authorization === undefined
    ? cookieOf(headers, cookie)
    : BEARER.exec(headers.authorization)?.groups?.token;

const tillOf = (headers: IncomingHttpHeaders) => ({
  tillCredential: wellFormed(opaqueToken, proofOf(headers, TILL_COOKIE), 'TILL_NOT_ENROLLED'),
});
const connectionOf = (headers: IncomingHttpHeaders) => ({
  connectionToken: wellFormed(opaqueToken, headers[CONNECTION_HTTP_HEADER], 'CONNECTION_INVALID'),
});
const keyOf = (headers: IncomingHttpHeaders) => ({
  idempotencyKey: wellFormed(z.uuid(), headers[IDEMPOTENCY_HTTP_HEADER], 'IDEMPOTENCY_KEY_MISSING'),
});

const scopeOf = ({ stores }: Person) => ({ stores: stores === null ? null : [...stores] });

/** The configured administrator is no user: she has no password and no session here. */
function meOf(person: Person): { userId: string; sessionId: string } {
  if (person.kind !== 'USER') throw new HttpRefusal({ code: 'USER_REQUIRED' });
  return { userId: person.userId, sessionId: person.sessionId };
}

function wellFormed(shape: z.ZodType<string>, value: unknown, otherwise: ErrorCode): string {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpRefusal({ code: otherwise });
}
