import { z } from 'zod';
import { cents, count, id, instant, registerNumber, sellerCode, storeCode, tillCode } from '../primitives.js';
import { printerState } from '../printers.js';
import { MESSAGE_LEVELS } from '../register/messages.js';

const name = z.string();

/** A store as head office has to know it to read its registers' events. */
export const storeDescription = z
  .object({
    code: storeCode,
    name,
    timeZone: z.string(),
    toleranceCents: cents,
    tills: z.array(z.object({ tillId: id, code: tillCode, name, revoked: z.boolean() })),
    registers: z.array(z.object({ registerId: id, number: registerNumber, name })),
  })
  .meta({ id: 'StoreDescription' });
export type StoreDescription = z.infer<typeof storeDescription>;

const event = <E extends string, S extends z.ZodRawShape>(type: E, shape: S) =>
  z.object({ type: z.literal(type), at: instant, ...shape });

/** What happens in a store that is no register's. */
export const STORE_EVENTS = {
  /** The whole of it, whenever something of it has changed. */
  storeDescribed: event('storeDescribed', { store: storeDescription }),
  /** A password or PIN was wrong so often in a row that the seller has to wait. */
  passwordsFailed: event('passwordsFailed', { tillId: id, sellerCode, failures: count }),
  tillRenamed: event('tillRenamed', { by: z.string(), tillId: id, code: tillCode, former: name, name }),
  registerRenamed: event('registerRenamed', {
    by: z.string(),
    registerId: id,
    number: registerNumber,
    former: name,
    name,
  }),
  messagePublished: event('messagePublished', {
    by: z.string(),
    messageId: id,
    tillId: id.nullable(),
    text: z.string(),
    level: z.enum(MESSAGE_LEVELS),
    from: instant,
    until: instant,
  }),
  messageWithdrawn: event('messageWithdrawn', { by: z.string(), messageId: id }),
  messageAcknowledged: event('messageAcknowledged', { by: z.string(), messageId: id, tillId: id }),
  pinGiven: event('pinGiven', { by: z.string(), sellerCode }),
  /** Head office has a record printed once more. */
  copyAsked: event('copyAsked', {
    by: z.string(),
    registerId: id,
    tillId: id,
    printJobId: id,
    kind: z.string(),
    recordId: id,
    duplicateNumber: count,
  }),
  /** A print job that ended otherwise than on paper. */
  printFailed: event('printFailed', {
    tillId: id,
    registerId: id.nullable(),
    printJobId: id,
    kind: z.string(),
    outcome: z.enum(['UNKNOWN', 'FAILED', 'EXPIRED']),
    reason: z.string().nullable(),
  }),
  printerChanged: event('printerChanged', {
    tillId: id,
    state: printerState,
    paperLow: z.boolean(),
  }),
} as const;
export type StoreEventType = keyof typeof STORE_EVENTS;
export type StoreEvent = { [E in StoreEventType]: z.infer<(typeof STORE_EVENTS)[E]> }[StoreEventType];

/** @throws ZodError when `event` is none that this version knows. */
export function readStoreEvent(event: unknown): StoreEvent {
  const { type } = z
    .looseObject({ type: z.enum(Object.keys(STORE_EVENTS) as StoreEventType[]) })
    .parse(event);
  return STORE_EVENTS[type].parse(event);
}
