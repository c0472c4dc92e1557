import * as contracts from '@encaisse/contracts';
import { jobProgressSubject, printWakeSubject, type RpcContract, SYNC_QUEUE } from '@encaisse/contracts';
import { z } from 'zod';
import { table } from './markdown.js';
import { registerEvents } from './register-events.js';

type ContractMap = Readonly<Record<string, RpcContract>>;

const isContract = (value: unknown): value is RpcContract =>
  typeof value === 'object' && value !== null && 'subject' in value && 'request' in value && 'reply' in value;
const isContractMap = (value: unknown): value is ContractMap =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every(isContract);

/** Who asks whom, for each map of contracts that libs/contracts exports. */
const CHAPTERS: Readonly<Record<string, string>> = {
  tillCommands: 'What tills ask: gateway → register-service',
  ticketCommands: 'What connected sellers do to tickets: gateway → register-service',
  importCommands: 'What can be done about a job that goes badly: gateway → register-service',
  pricingCommands: 'Quantities, prices and discounts of drafts: gateway → register-service',
  peopleCommands: 'What people do for one another at a till: gateway → register-service',
  peopleQueries: 'Who is connected: gateway → register-service',
  approvalCommands: 'What takes two people: gateway → register-service',
  approvalQueries: 'What takes two people, read: gateway → register-service',
  cashCommands: 'What connected sellers do with the drawer: gateway → register-service',
  cashQueries: 'What tills read of the drawer: gateway → register-service',
  tillQueries: 'What tills read: gateway → register-service',
  refundCommands: 'Giving back what was sold: gateway → register-service',
  lateTicketCommands: 'Tickets that come too late: gateway → register-service',
  lateTicketQueries: 'Tickets that came too late, read: gateway → register-service',
  catalogueQueries: 'Looking articles up: gateway → register-service',
  refundQueries: 'Finding sold tickets again: gateway → register-service',
  adminCommands: 'What head office sets up: gateway → register-service',
  adminQueries: 'What head office reads: gateway → register-service',
  syncCommands: 'Jobs: register-service → sync-service',
  syncQueries: 'Jobs, read: gateway → sync-service',
  datasetQueries: 'Whose data are fetched ahead: sync-service → register-service',
  syncReports: 'What became of a job: sync-service → register-service',
  acceptanceCommands: 'Refused days accepted apart: register-service → sync-service',
  acceptanceReports: 'What head office answered to an acceptance: sync-service → register-service',
  exportQueries: 'What an export sends, read back: sync-service → register-service',
  streamCommands: 'What happens, told to head office: register-service → supervision-service',
  supervisionQueries: 'What head office sees: gateway → supervision-service',
  printingCommands: 'What a till does about its printer: gateway → register-service',
  printingQueries: 'What a till reads of its printer: gateway → register-service',
  printingContracts: "A till's printer agent → register-service, on the till's own subjects",
};

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

/** The exported maps in the order of their chapters. One that nobody described stops here. */
function chapters(): string {
  const maps = new Map(
    Object.entries<unknown>({ ...contracts }).flatMap(([name, value]) =>
      isContractMap(value) ? [[name, value] as const] : [],
    ),
  );
  const undescribed = [...maps.keys()].filter((name) => !Object.hasOwn(CHAPTERS, name));
  if (undescribed.length > 0)
    throw new Error(`events-page.ts does not say who asks whom in ${undescribed.join(', ')}`);
  return Object.entries(CHAPTERS)
    .map(([name, title]) => `### ${title}\n\n${requests(maps.get(name) ?? {})}`)
    .join('\n\n');
}

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
