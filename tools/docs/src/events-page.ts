import * as contracts from '@encaisse/contracts';
import { jobProgressSubject, printWakeSubject, SYNC_QUEUE } from '@encaisse/contracts';
import { z } from 'zod';
import { type ContractMap, contractGroups } from './contract-groups.js';
import { table } from './markdown.js';
import { registerEvents } from './register-events.js';

/** A shape in a few words: its name where it has one, else its fields, optional ones with a question mark. */
function shapeOf(schema: z.ZodType): string {
  const { id } = schema.meta() ?? {};
  if (id !== undefined) return id;
  if (!(schema instanceof z.ZodObject)) return 'see the contract';
  const fields = Object.entries(schema.shape).map(([name, field]) =>
    field.safeParse(undefined).success ? `${name}?` : name,
  );
  return fields.length === 0 ? 'nothing' : fields.join(', ');
}

const requests = (map: ContractMap): string =>
  table(
    ['subject', 'request', 'reply', 'waits'],
    Object.values(map).map(({ subject, request, reply, timeoutMs }) => [
      `\`${subject}\``,
      shapeOf(request),
      shapeOf(reply),
      `${timeoutMs / 1_000} s`,
    ]),
  );

const chapters = (): string =>
  contractGroups()
    .map(({ title, contracts: group }) => `### ${title}\n\n${requests(group)}`)
    .join('\n\n');

const hints = () =>
  table(
    ['subject', 'from → to', 'says'],
    [
      [
        `\`${printWakeSubject('<tillId>')}\``,
        "register-service → the till's printer agent",
        'Something waits to be printed: pull.',
      ],
      [
        `\`${jobProgressSubject('<jobId>')}\``,
        'sync-service → gateway',
        'A job has moved on: read it again.',
      ],
      [
        `\`${contracts.changesSubject}\``,
        'supervision-service → gateway',
        'What has changed, each change with its position and that of the one before: what is missing is read from the log.',
      ],
      [
        `\`${contracts.accessChangedSubject}\``,
        'supervision-service → gateway',
        'Somebody’s access was taken or changed: who a token is of is asked again.',
      ],
    ],
  );

const events = () =>
  table(
    ['event', 'facts', ''],
    registerEvents().map(({ name, facts, comment }) => [
      `\`${name}\``,
      facts.map((fact) => `\`${fact}\``).join(' '),
      comment,
    ]),
  );

/** Everything that goes over NATS or stands in the register's outbox, from the objects that the services run on. */
export const eventsPage = (): string =>
  `# Subjects and events

<!-- Made from libs/contracts and libs/register-domain by tools/docs (\`npm run docs\`): change the code, not this page. -->

## Requests

Core NATS request and reply, JSON both ways. The reply is \`{"ok":true,"value":…}\`, or \`{"ok":false,"refusal":{"code","facts"}}\`
with a code of [errors.md](errors.md), or \`{"ok":false,"fault":{"code"}}\` with \`UNAVAILABLE\` or \`INTERNAL\`. The header
\`${contracts.CORRELATION_HEADER}\` goes along from the gateway to the printer. A command that got no answer is sent again with the same
\`idempotencyKey\`, or the same id: nothing is done twice. Names in the tables are those of the schemas in \`libs/contracts\`.

${chapters()}

## Hints

Core NATS messages that may get lost: whoever waits for one also looks by itself from time to time.

${hints()}

## Wake-ups

The BullMQ queue \`${SYNC_QUEUE}\` wakes a worker of sync-service with the id of a job and a correlation id. The job itself
stands in SQL.

## The register's events

What has happened to a register, in its outbox: each row carries the register's \`seq\`, without gaps, and \`at\`, in UTC.
The types of the facts are in [\`libs/register-domain\`](../libs/register-domain/src/events.ts).

${events()}
`;
