import { z } from 'zod';
import { exportedTicket, exportedZ } from '../exchange/records.js';
import { count, id, instant, text } from '../primitives.js';
import { printerState } from '../printers.js';
import { rpc } from '../rpc.js';

/*
 * The way from a store's outbox to head office's read model. Each register has a stream of events, and so has each store:
 * `seq` counts from 1 without gaps, each event carries the hash of the one before. The store says it again until it is told
 * that head office holds it.
 */

/** How events are written now. Older ones are still read. */
export const EVENT_VERSION = 2;

const ordinal = z.int().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/u);

/** What an event names and does not hold: the ticket that was sold, the Z of the session that was sealed. */
export const eventRecord = z.discriminatedUnion('type', [exportedTicket, exportedZ]);
export type EventRecord = z.infer<typeof eventRecord>;

export const streamEvent = z
  .strictObject({
    seq: ordinal,
    version: z.int().min(1).describe('2: with the record it names. 1: the event alone.'),
    event: z.record(z.string(), z.unknown()).describe('As it was hashed.'),
    record: z.unknown().optional(),
    prevHash: hash,
    hash: hash.describe(
      'sha256 of the canonical JSON of storeId, incarnation, registerId, seq, event, prevHash.',
    ),
    correlationId: z.string().min(1).max(64),
  })
  .meta({ id: 'StreamEvent' });
export type StreamEvent = z.infer<typeof streamEvent>;

export const STREAM_KINDS = ['REGISTER', 'STORE'] as const;
const streamName = {
  storeId: id,
  streamId: id.describe("The register's id, or the store's."),
  kind: z.enum(STREAM_KINDS),
};
export type StreamKind = (typeof STREAM_KINDS)[number];

/** The last event that head office holds of a stream; null before the first. */
const head = z.strictObject({ incarnation: id, seq: ordinal }).nullable();
export type StreamHead = z.infer<typeof head>;
const streamHead = z.strictObject({ ...streamName, head });

const streamPiece = z.strictObject({
  ...streamName,
  incarnation: id.describe("The life of the store's database that these events are of."),
  after: head.describe('The head that head office told last. A piece that follows another head is not read.'),
  events: z.array(streamEvent).min(1).max(200),
});
export type StreamPiece = z.infer<typeof streamPiece>;

/** Events and bytes of one request: what a link of a megabit takes in a second or two. */
export const BATCH_EVENTS_MAX = 200;
export const BATCH_BYTES_MAX = 256 * 1024;

export const tillPresence = z.strictObject({
  tillId: id,
  pageSeenAt: instant.nullable(),
  agentSeenAt: instant.nullable(),
  pendingTickets: count.describe('Tickets that the page has not sent yet.'),
  agentVersion: text(40).nullable(),
  printer: z
    .strictObject({ state: printerState, since: instant, paperLow: z.boolean(), jobsWaiting: count })
    .nullable(),
});
export type TillPresence = z.infer<typeof tillPresence>;

/** register-service → supervision-service. */
export const streamCommands = {
  /** All of it is committed before the answer. Sent again, it changes nothing. */
  takeEvents: rpc(
    'encaisse.cmd.supervision.takeEvents.v1',
    z.strictObject({ pieces: z.array(streamPiece).min(1).max(64) }),
    z.strictObject({ heads: z.array(streamHead).describe('Of each stream of the request, as it is now.') }),
    { timeoutMs: 10_000 },
  ),
  /** How a store is doing, every few seconds. It is not kept as history. */
  reportPresence: rpc(
    'encaisse.cmd.supervision.reportPresence.v1',
    z.strictObject({
      storeId: id,
      at: instant.describe("The store's clock."),
      softwareVersion: text(40),
      tills: z.array(tillPresence).max(1_000),
      heads: z.array(z.strictObject({ ...streamName, incarnation: id, seq: ordinal })).max(1_000),
    }),
    z.strictObject({
      behind: z.array(streamHead).describe('Streams of which head office holds less, or another life.'),
    }),
  ),
} as const;
