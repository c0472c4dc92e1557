import { z } from 'zod';
import { count, id, instant, storeScope } from '../primitives.js';
import { publishedMessage } from '../register/messages.js';
import { rpc } from '../rpc.js';
import { timeCursor } from './paging.js';

/** A message and how far it was read, in the stores that one may see. */
export const messageOverview = publishedMessage
  .omit({ storeIds: true })
  .extend({
    storeCount: count.describe('Stores whose tills show it.'),
    tillCount: count.describe('Tills that show it; those that were revoked are left out.'),
    acknowledgedCount: count.describe('Tills where somebody has read it.'),
  })
  .meta({ id: 'MessageOverview' });
export type MessageOverview = z.infer<typeof messageOverview>;

export const messageFilters = z.strictObject({ storeId: id.optional() });

const acknowledgement = z.object({
  storeId: id,
  storeCode: z.string(),
  tillId: id,
  tillCode: z.string(),
  tillName: z.string(),
  acknowledged: z.object({ by: z.string(), at: instant }).nullable(),
});

/** gateway → supervision-service. */
export const publishedMessageQueries = {
  /** As the stores told them, newest first. */
  listPublishedMessages: rpc(
    'encaisse.qry.supervision.messages.v1',
    z.strictObject({
      stores: storeScope,
      ...messageFilters.shape,
      limit: z.int().min(1).max(200).default(50),
      cursor: timeCursor.optional(),
    }),
    z.object({ items: z.array(messageOverview), nextCursor: z.string().nullable() }),
  ),
  /** With every till that shows it, and who has read it there. */
  readPublishedMessage: rpc(
    'encaisse.qry.supervision.message.v1',
    z.strictObject({ stores: storeScope, messageId: id }),
    messageOverview.extend({ tills: z.array(acknowledgement) }),
  ),
} as const;
