import * as contracts from '@encaisse/contracts';
import {
  accessChangedSubject,
  changesSubject,
  jobProgressSubject,
  printWakeSubject,
  REGISTER_EVENTS,
  type RpcContract,
  replyEnvelope,
  STORE_EVENTS,
  toldChanges,
} from '@encaisse/contracts';
import { z } from 'zod';
import { contractGroups } from './contract-groups.js';
import type { GeneratedDocument } from './generated-document.js';

type Json = Record<string, unknown>;

const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const messageRef = (name: string) => ({ $ref: `#/components/messages/${name}` });

/** `encaisse.cmd.till.enrol.v1` is cmdTillEnrol. */
const nameOf = (subject: string): string =>
  subject
    .split('.')
    .filter((word) => !['encaisse', '*', 'v1'].includes(word))
    .map((word, index) => (index === 0 ? word : capitalised(word)))
    .join('');

/** Every request on NATS, by a name that its subject gives it. */
function requests(): ReadonlyMap<string, { readonly contract: RpcContract; readonly title: string }> {
  const all = contractGroups().flatMap(({ title, contracts: group }) =>
    Object.values(group).map((contract) => [nameOf(contract.subject), { contract, title }] as const),
  );
  return new Map(all);
}

/** What is told without an answer. */
const HINTS: readonly {
  readonly name: string;
  readonly address: string;
  readonly parameter?: string;
  readonly payload: z.ZodType | null;
  readonly summary: string;
}[] = [
  {
    name: 'printWake',
    address: printWakeSubject('{tillId}'),
    parameter: 'tillId',
    payload: null,
    summary: "register-service tells a till's printer agent that something waits to be printed.",
  },
  {
    name: 'jobProgressed',
    address: jobProgressSubject('{jobId}'),
    parameter: 'jobId',
    payload: null,
    summary: 'sync-service tells the gateways that a job has moved on.',
  },
  {
    name: 'changed',
    address: changesSubject,
    payload: toldChanges,
    summary: 'supervision-service tells the gateways what has changed.',
  },
  {
    name: 'accessChanged',
    address: accessChangedSubject,
    payload: null,
    summary: 'supervision-service tells the gateways to ask again who a token is of.',
  },
];

const capitalised = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** Every schema that the document names: requests, replies, events, and whatever in them has a name of its own. */
function schemas(): Json {
  const registry = z.registry<{ id: string }>();
  const named = new Set<string>();
  const add = (id: string, schema: z.ZodType): void => {
    if (named.has(id)) throw new Error(`two schemas are called ${id}`);
    named.add(id);
    registry.add(schema, { id });
  };
  // Whatever libs/contracts has given a name, exported or not: what is nested is referred to by it.
  for (const [id, schema] of z.globalRegistry._idmap) add(id, schema as z.ZodType);
  for (const [name, { contract }] of requests()) {
    add(`${capitalised(name)}Request`, contract.request.clone());
    add(`${capitalised(name)}Reply`, contract.reply.clone());
  }
  for (const [name, schema] of Object.entries({ ...REGISTER_EVENTS, ...STORE_EVENTS }))
    add(`${capitalised(name)}Event`, schema.clone());
  for (const { name, payload } of HINTS) if (payload) add(`${capitalised(name)}Hint`, payload.clone());
  add('Envelope', replyEnvelope.clone());
  const { schemas: found } = z.toJSONSchema(registry, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(found).map(([name, { $id: _id, $schema: _schema, ...schema }]) => [name, schema]),
  );
}

function channels(): Json {
  const asked = [...requests()].map(([name, { contract, title }]) => [
    name,
    {
      address: contract.subject.replace('*', '{tillId}'),
      summary: title,
      ...(contract.subject.includes('*') ? { parameters: { tillId: { description: 'A UUID.' } } } : {}),
      messages: { request: messageRef(`${name}Request`), reply: messageRef(`${name}Reply`) },
    },
  ]);
  const told = HINTS.map(({ name, address, parameter, summary }) => [
    name,
    {
      address,
      summary,
      ...(parameter === undefined ? {} : { parameters: { [parameter]: { description: 'A UUID.' } } }),
      messages: { hint: messageRef(name) },
    },
  ]);
  return Object.fromEntries([...asked, ...told]);
}

function operations(): Json {
  const asked = [...requests()].map(([name, { contract, title }]) => [
    name,
    {
      action: 'send',
      summary: `${title}. The caller waits ${contract.timeoutMs / 1_000} s.`,
      channel: { $ref: `#/channels/${name}` },
      messages: [{ $ref: `#/channels/${name}/messages/request` }],
      reply: {
        address: { location: '$message.header#/reply', description: "The request's NATS reply subject." },
        messages: [{ $ref: `#/channels/${name}/messages/reply` }],
      },
    },
  ]);
  const told = HINTS.map(({ name, summary }) => [
    name,
    {
      action: 'send',
      summary,
      channel: { $ref: `#/channels/${name}` },
      messages: [{ $ref: `#/channels/${name}/messages/hint` }],
    },
  ]);
  return Object.fromEntries([...asked, ...told]);
}

function messages(): Json {
  const headers = {
    type: 'object',
    properties: {
      [contracts.CORRELATION_HEADER]: {
        type: 'string',
        description: 'Goes along from the gateway to the printer.',
      },
    },
  };
  const asked = [...requests().keys()].flatMap((name) => [
    [`${name}Request`, { headers, payload: schemaRef(`${capitalised(name)}Request`) }],
    [
      `${name}Reply`,
      {
        summary: 'The `value` of an envelope that is ok; else the envelope holds a refusal or a fault.',
        payload: {
          allOf: [schemaRef('Envelope')],
          properties: { value: schemaRef(`${capitalised(name)}Reply`) },
        },
      },
    ],
  ]);
  const told = HINTS.map(({ name, payload, summary }) => [
    name,
    { summary, ...(payload ? { payload: schemaRef(`${capitalised(name)}Hint`) } : {}) },
  ]);
  const events = Object.keys({ ...REGISTER_EVENTS, ...STORE_EVENTS }).map((name) => [
    `${name}Event`,
    {
      summary: 'The `event` of a `StreamEvent`, in a request to takeEvents.',
      payload: schemaRef(`${capitalised(name)}Event`),
    },
  ]);
  return Object.fromEntries([...asked, ...told, ...events]);
}

/** All that goes over NATS, as an AsyncAPI 3 document, made from the schemas that both sides run. */
export const asyncApiDocument = (): Json => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Encaisse: what its services say to each other',
    version: '1.0.0',
    description:
      'Core NATS, JSON both ways. Requests are answered; a command without an answer is sent again with the same key or id. Hints may get lost.',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/json',
  servers: { nats: { host: 'nats:4222', protocol: 'nats' } },
  channels: channels(),
  operations: operations(),
  components: { messages: messages(), schemas: schemas() },
});

export const asyncApi: GeneratedDocument = {
  path: 'docs/asyncapi.json',
  render: () => `${JSON.stringify(asyncApiDocument(), null, 2)}\n`,
};
