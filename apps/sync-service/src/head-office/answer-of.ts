import { EXCHANGE_PROBLEMS, type ExchangeProblem, exchangeProblem } from '@encaisse/contracts';
import { type HeadOfficeRefusal, HeadOfficeSilent } from './head-office.js';

/** Statuses that say "not now" whoever sends them: a head office, a proxy before it, a load balancer. */
const NOT_NOW = new Set([408, 425, 429]);

/**
 * What an HTTP answer that is no success means. Returns a refusal for good; throws `HeadOfficeSilent` where the same
 * request may get another answer later.
 */
export function refusalOf(status: number, body: string, retryAfter: string | null = null): HeadOfficeRefusal {
  const problem = problemOf(body);
  if (problem && EXCHANGE_PROBLEMS[problem.code].retry !== 'later') {
    return { code: problem.code, facts: problem.facts };
  }
  if (problem || status >= 500 || status < 400 || NOT_NOW.has(status)) {
    const message = `head office answered ${status}${problem ? ` ${problem.code}` : ''}`;
    throw new HeadOfficeSilent(message, { askAgainMs: retryAfterMs(retryAfter) });
  }
  return { code: 'UNEXPECTED_STATUS', facts: { status } };
}

/** A `Retry-After`: seconds, or a date. Undefined where it says nothing that can be read, or a time that has gone by. */
export function retryAfterMs(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const ms = /^\d+$/u.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return ms > 0 ? ms : undefined;
}

function problemOf(body: string): ExchangeProblem | undefined {
  try {
    return exchangeProblem.safeParse(JSON.parse(body)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
