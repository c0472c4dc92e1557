import { type ExchangeProblem, type ExchangeProblemCode, exchangeProblemOf } from '@encaisse/contracts';
import type { z } from 'zod';

/** What a use case of the exchange contract answers: refusals are data. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ExchangeProblem };

export const answered = <T>(value: T): Answer<T> => ({ ok: true, value });
export const refusing = (
  code: ExchangeProblemCode,
  facts: Record<string, unknown> = {},
): { ok: false; problem: ExchangeProblem } => ({ ok: false, problem: exchangeProblemOf(code, facts) });

/** A refusal on its way to the client. Thrown at the HTTP edge only. */
export class ExchangeRefusal extends Error {
  override readonly name = 'ExchangeRefusal';
  constructor(readonly problem: ExchangeProblem) {
    super(problem.code);
  }
}

/** The value of an answer, or its problem thrown for the filter. */
export function granted<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new ExchangeRefusal(answer.problem);
}

/** Reads a body, a query or path parameters; what does not fit is answered BODY_INVALID with every reason. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new ExchangeRefusal(exchangeProblemOf('BODY_INVALID', { issues: issues.slice(0, 50) }));
}
