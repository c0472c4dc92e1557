import { EXCHANGE_PROBLEMS, type ExchangeProblem, exchangeProblem } from '@encaisse/contracts';
import { type HeadOfficeRefusal, HeadOfficeSilent } from './head-office.js';

/** Statuses that say "not now" whoever sends them: a head office, a proxy before it, a load balancer. */
const NOT_NOW = new Set([408, 425, 429]);

/**
 * What an HTTP answer that is no success means. Returns a refusal for good; throws `HeadOfficeSilent` where the same
 * request may get another answer later.
 */
export function refusalOf(status: number, body: string): HeadOfficeRefusal {
  const problem = problemOf(body);
  if (problem && EXCHANGE_PROBLEMS[problem.code].retry !== 'later') {
    return { code: problem.code, facts: problem.facts };
  }
  if (problem || status >= 500 || status < 400 || NOT_NOW.has(status)) {
    throw new HeadOfficeSilent(`head office answered ${status}${problem ? ` ${problem.code}` : ''}`);
  }
  return { code: 'UNEXPECTED_STATUS', facts: { status } };
}

function problemOf(body: string): ExchangeProblem | undefined {
  try {
    return exchangeProblem.safeParse(JSON.parse(body)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
