import { HttpRefusal } from '@encaisse/service-kit';
import { StandardSchemaValidationPipe } from '@nestjs/common';

/** Enough to mend a request by; a body made to fail everywhere gets no longer answer than that. */
const PROBLEMS_MAX = 20;

/** Paths, bodies and query strings that do not have the shape of the contract are refused before any service is asked. */
export const shapeValidation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const problems = issues.slice(0, PROBLEMS_MAX).map(({ path, message }) => sentence(path ?? [], message));
    return new HttpRefusal({ code: 'BODY_INVALID', facts: { problems } });
  },
});

type Step = PropertyKey | { readonly key: PropertyKey };

function sentence(path: readonly Step[], message: string): string {
  const place = path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
  return place === '' ? message : `${place}: ${message}`;
}
