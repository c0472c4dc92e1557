import { REGISTER_EVENTS, STORE_EVENTS } from '@encaisse/contracts';
import { asyncApiDocument } from './asyncapi.js';
import { contractGroups } from './contract-groups.js';

const document = asyncApiDocument() as {
  channels: Record<string, { address: string; messages: Record<string, { $ref: string }> }>;
  operations: Record<string, unknown>;
  components: { messages: Record<string, unknown>; schemas: Record<string, unknown> };
};

function references(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  const { $ref } = value as { readonly $ref?: unknown };
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(value).flatMap(references)];
}
const target = (pointer: string): unknown =>
  pointer
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/')],
      document,
    );

describe('the AsyncAPI document', () => {
  it('has every subject that a service serves, once', () => {
    const subjects = contractGroups().flatMap(({ contracts }) =>
      Object.values(contracts).map(({ subject }) => subject),
    );
    const addresses = Object.values(document.channels).map(({ address }) =>
      address.replace('encaisse.till.{tillId}', 'encaisse.till.*'),
    );
    expect(addresses).toEqual(expect.arrayContaining(subjects));
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('has every event of registers and stores, with what it holds', () => {
    const names = Object.keys({ ...REGISTER_EVENTS, ...STORE_EVENTS });
    expect(Object.keys(document.components.messages)).toEqual(
      expect.arrayContaining(names.map((name) => `${name}Event`)),
    );
    expect(document.components.schemas['SessionSealedEvent']).toMatchObject({
      type: 'object',
      properties: { type: { const: 'sessionSealed' }, zNumber: { type: 'integer' } },
    });
  });

  it('refers to nothing that it does not have', () => {
    const pointers = references(document);
    expect(pointers.length).toBeGreaterThan(200);
    expect(pointers.filter((pointer) => target(pointer) === undefined)).toEqual([]);
  });
});
