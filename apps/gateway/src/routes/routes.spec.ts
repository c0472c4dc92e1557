import type { z } from 'zod';
import type { Access, Caller } from '../access/caller.js';
import type { Route } from '../api/route.js';
import { ROUTES } from './routes.js';

const rows = [...ROUTES.values()].flatMap((routes) => Object.entries(routes));

const FROM_HEADERS: { readonly [A in Access]: readonly (keyof Caller[A] & string)[] } = {
  anyone: [],
  till: ['tillCredential'],
  tillCommand: ['tillCredential', 'idempotencyKey'],
  seller: ['tillCredential', 'connectionToken', 'idempotencyKey'],
  headOffice: ['stores'],
  administrator: [],
  administratorCommand: ['administrator', 'idempotencyKey'],
  headOfficeCommand: ['stores', 'administrator', 'idempotencyKey'],
  user: ['me'],
  userCommand: ['me', 'idempotencyKey'],
};
const fieldsOf = (schema: z.ZodType | undefined): readonly string[] =>
  schema === undefined ? [] : Object.keys((schema as z.ZodObject).shape);

describe('the routes', () => {
  it.each(rows)('%s: path, headers and body make up exactly the request of its contract', (_name, route) => {
    const given = [...FROM_HEADERS[route.access], ...fieldsOf(route.parameters), ...fieldsOf(route.input)];
    expect(given.toSorted()).toEqual(fieldsOf(route.contract.request).toSorted());
    expect(new Set(given).size).toBe(given.length);
  });

  it.each(rows.filter(([, { method }]) => method !== 'GET'))(
    '%s changes something, so its caller brings a key; only a heartbeat may be repeated freely',
    (name, { access }) => {
      const keyed = (FROM_HEADERS[access] as readonly string[]).includes('idempotencyKey');
      expect(keyed).toBe(name !== 'sendHeartbeat');
    },
  );

  it.each(rows.filter(([, { example }]) => example !== undefined))(
    '%s: its example has the shape it documents',
    (_name, { input, example }) => {
      expect(input?.safeParse(example)).toMatchObject({ success: true });
    },
  );

  it.each(rows.filter(([, { method, input }]) => method === 'POST' && input !== undefined))(
    '%s takes a body, so it shows an example',
    (_name, { example }) => {
      expect(example).toBeDefined();
    },
  );

  it('has no address twice', () => {
    const addresses = rows.map(
      ([, { method, path }]: [string, Route]) => `${method} ${path.replace(/:\w+/gu, ':')}`,
    );
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});
