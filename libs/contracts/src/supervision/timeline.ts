import { z } from 'zod';
import { count, id, instant, storeScope } from '../primitives.js';
import { rpc } from '../rpc.js';
import { position } from './views.js';

const timelineEvent = z
  .object({
    position,
    streamKind: z.enum(['REGISTER', 'STORE']),
    incarnation: id,
    seq: count,
    type: z.string(),
    at: instant.describe("The store's clock."),
    receivedAt: instant.describe("Head office's clock."),
    by: z.string().nullable(),
    correlationId: z.string().describe('Of the click that brought it, and of all that followed from it.'),
    sentence: z.string(),
    sentenceFr: z.string(),
    faults: z.array(z.string()).describe('What was found wrong with it.'),
    event: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEvent' });
export type TimelineEvent = z.infer<typeof timelineEvent>;

const pageOfEvents = z.object({
  items: z.array(timelineEvent),
  nextCursor: z.int().nullable().describe('Asks for what came before; null at the beginning.'),
});

/** gateway → supervision-service. */
export const timelineQueries = {
  /** What a store told that is no register's, newest first: names, PINs, messages, printers. */
  readStoreTimeline: rpc(
    'encaisse.qry.supervision.storeTimeline.v1',
    z.strictObject({
      stores: storeScope,
      storeId: id,
      limit: z.int().min(1).max(500).default(100),
      cursor: z.int().min(1).optional().describe('The `nextCursor` of the page before.'),
    }),
    pageOfEvents,
  ),
  /** What happened to a register, newest first; prints of its that failed, too. */
  readTimeline: rpc(
    'encaisse.qry.supervision.timeline.v1',
    z.strictObject({
      stores: storeScope,
      registerId: id,
      correlationId: z.string().min(1).max(64).optional().describe('What followed from one click only.'),
      limit: z.int().min(1).max(500).default(100),
      cursor: z.int().min(1).optional().describe('The `nextCursor` of the page before.'),
    }),
    pageOfEvents,
    { timeoutMs: 15_000 },
  ),
} as const;
