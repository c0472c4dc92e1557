import { z } from 'zod';
import { count, id, instant, sellerCode, text } from '../primitives.js';
import { adminCommand, rpc, tillCommand, tillQuery } from '../rpc.js';
import { sellerLogin } from './seller-login.js';

export const MESSAGE_LEVELS = ['INFO', 'IMPORTANT', 'URGENT'] as const;
export const messageLevel = z.enum(MESSAGE_LEVELS).describe('How the till shows it.');
export type MessageLevel = z.infer<typeof messageLevel>;
export const MESSAGE_TEXT_MAX = 500;
/** No message is shown longer. */
export const MESSAGE_DAYS_MAX = 366;
/** Of one store, withdrawn and past ones left out. More than these nobody reads. */
export const MESSAGES_MAX = 50;

const content = {
  text: text(MESSAGE_TEXT_MAX).describe('As sellers read it, in their language.'),
  level: messageLevel,
  from: instant.describe('From then on tills show it.'),
  until: instant.describe(`Until then, at most ${MESSAGE_DAYS_MAX} days later.`),
};

export const publishMessageBody = z
  .strictObject({
    messageId: id,
    storeId: id.optional().describe('To the tills of this store; without it and without a till, to all.'),
    tillId: id.optional().describe('To this till alone.'),
    ...content,
  })
  .meta({ id: 'PublishMessage' });
export const acknowledgeMessageBody = z
  .strictObject({ seller: sellerLogin })
  .meta({ id: 'AcknowledgeMessage' });

/** A message as it was published; the stores keep it until long after. */
export const publishedMessage = z
  .object({
    messageId: id,
    ...content,
    tillId: id.nullable(),
    storeIds: z.array(id).describe('The stores whose tills show it.'),
    publishedBy: z.string(),
    publishedAt: instant,
    withdrawn: z.object({ by: z.string(), at: instant }).nullable(),
  })
  .meta({ id: 'PublishedMessage' });
export type PublishedMessage = z.infer<typeof publishedMessage>;

/** A message as a till shows it. */
export const tillMessage = z
  .object({
    messageId: id,
    ...content,
    publishedBy: z.string(),
    publishedAt: instant,
    acknowledged: z
      .object({ by: sellerCode, at: instant })
      .nullable()
      .describe('Who was the first at this till to say that she has read it.'),
  })
  .meta({ id: 'TillMessage' });
export type TillMessage = z.infer<typeof tillMessage>;

/** What head office says to those at the tills. */
export const messageCommands = {
  publishMessage: rpc(
    'encaisse.cmd.admin.publishMessage.v1',
    adminCommand(publishMessageBody.shape),
    publishedMessage,
    // To all tills, it is told in the stream of every store.
    { timeoutMs: 8_000 },
  ),
  withdrawMessage: rpc(
    'encaisse.cmd.admin.withdrawMessage.v1',
    adminCommand({ messageId: id }),
    publishedMessage,
    { timeoutMs: 8_000 },
  ),
  /** Any seller of the store says at the till that she has read it. The first counts, and is answered to the others. */
  acknowledgeMessage: rpc(
    'encaisse.cmd.till.acknowledgeMessage.v1',
    tillCommand({ messageId: id, ...acknowledgeMessageBody.shape }),
    tillMessage,
  ),
} as const;

export const messageQueries = {
  /** What the till is to show now: what nobody has acknowledged first, then the newest. */
  tillMessages: rpc(
    'encaisse.qry.till.messages.v1',
    tillQuery({}),
    z.object({ messages: z.array(tillMessage), unread: count }),
  ),
} as const;
