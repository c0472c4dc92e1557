import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * What a page of ours proves itself by: a cookie that its scripts cannot read, sent to the routes of its kind alone. Other clients
 * bring a bearer token.
 */
export interface PageCookie {
  readonly name: string;
  readonly path: string;
  readonly days: number;
}

/** A till is enrolled for as long as it stands; browsers keep no cookie longer than 400 days, and each day's login renews it. */
export const TILL_COOKIE: PageCookie = { name: 'encaisse_caisse', path: '/api/v1/till', days: 400 };
/** The session behind it ends before. */
export const HEAD_OFFICE_COOKIE: PageCookie = {
  name: 'encaisse_siege',
  path: '/api/v1/head-office',
  days: 30,
};

const VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{20,4000}$/u;
const DAY_SECONDS = 86_400;

/** Undefined where there is none, and where another site sent it: no page of another origin acts by it. */
export function cookieOf(headers: IncomingHttpHeaders, { name }: PageCookie): string | undefined {
  if (!isOfOurOrigin(headers)) return undefined;
  for (const pair of headers.cookie?.split(';') ?? []) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

export function giveCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, path, days }: PageCookie,
  value: string,
): void {
  if (!VALUE.test(value)) throw new Error('a cookie cannot hold this credential');
  const secure = request.protocol === 'https' ? '; Secure' : '';
  void reply.header(
    'set-cookie',
    `${name}=${value}; Path=${path}; Max-Age=${days * DAY_SECONDS}; HttpOnly; SameSite=Strict${secure}`,
  );
}

export function takeCookie(reply: FastifyReply, { name, path }: PageCookie): void {
  void reply.header('set-cookie', `${name}=; Path=${path}; Max-Age=0; HttpOnly; SameSite=Strict`);
}

/** `SameSite=Strict` lets a neighbour of the same site through: browsers say who asks, and this asks them. */
export function isOfOurOrigin({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
