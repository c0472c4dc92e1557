import { ERRORS, type RetryAdvice } from '@encaisse/contracts';
import { LATE_DOUBT_SENTENCES } from '@encaisse/register-domain';
import { table } from './markdown.js';

const ADVICE: Readonly<Record<RetryAdvice, string>> = {
  never: 'the same request will be refused again',
  correct: 'change the request (a field, a password, what has to be done first), then send it again',
  reload: 'the state has moved on: read it again, then decide',
  backoff:
    'the same request, with the same `Idempotency-Key`, after a pause; `Retry-After` says how long when it is known',
};

const advice = () =>
  table(
    ['retry', 'what to do'],
    Object.entries(ADVICE).map(([name, meaning]) => [name, meaning]),
  );

const codes = () =>
  table(
    ['code', 'status', 'retry', 'title', 'titre'],
    Object.entries(ERRORS).map(([code, { status, retry, title, titleFr }]) => [
      `\`${code}\``,
      String(status),
      retry,
      title,
      titleFr,
    ]),
  );

const doubts = () =>
  table(
    ['code', 'title', 'titre'],
    Object.entries(LATE_DOUBT_SENTENCES).map(([code, { title, titleFr }]) => [`\`${code}\``, title, titleFr]),
  );

/** Every code of the catalogue, with its HTTP status, what to do about it, and its two sentences. */
export const errorsPage = (): string =>
  `# Refusals and failures

<!-- Made from libs/contracts and libs/register-domain by tools/docs (\`npm run docs\`): change the code, not this page. -->

Whatever is not done is answered with \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`titleFr\`, \`status\`,
\`code\`, \`facts\` and \`correlationId\`. Decide on \`code\`: it never changes its meaning. \`facts\` holds what a sentence
about it needs; the facts of the register's own refusals are in
[\`refusals.ts\`](../libs/register-domain/src/refusals.ts). \`correlationId\` finds the request in every service's log.

${advice()}

${codes()}

## What is doubtful about a late ticket

A ticket that was sold offline and comes too late is kept whatever is doubtful about it
([decision 16](adr/0016-late-tickets-join-a-running-session.md)). Its \`doubts\` have one of these codes each, in this order, with
the sentence and the \`facts\` that complete it; the codes never change their meaning.

${doubts()}
`;
