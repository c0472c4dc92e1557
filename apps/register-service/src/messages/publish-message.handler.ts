import {
  done,
  MESSAGE_DAYS_MAX,
  MESSAGES_MAX,
  messageCommands,
  type Outcome,
  type PublishedMessage,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AdminCommands } from '../kernel/admin-commands.js';
import { StoreStream } from '../relay/store-stream.js';
import { Stores } from '../stores/store.row.js';
import { Tills } from '../tills/till.row.js';
import { Messages } from './message.row.js';
import { publishedView } from './message.view.js';

const contract = messageCommands.publishMessage;
type Request = RequestOf<typeof contract>;

const LONGEST_MS = MESSAGE_DAYS_MAX * 86_400_000;

/** Says something to those at a till, at the tills of a store, or at all that there are now. */
@Injectable()
export class PublishMessageHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly stream: StoreStream,
  ) {}

  handle(request: Request): Promise<Outcome<PublishedMessage>> {
    const { messageId, tillId = null, text, level, from, until, administrator: by } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      const [validFrom, validUntil] = [new Date(from), new Date(until)];
      const lastsMs = validUntil.getTime() - validFrom.getTime();
      if (lastsMs <= 0 || lastsMs > LONGEST_MS || validUntil <= run.at || tooLate(validFrom, run.at))
        return refused('MESSAGE_PERIOD_INVALID', { from, until, at: run.at.toISOString() });
      const addressed = await storesOf(manager, request);
      if (!addressed.ok) return addressed;
      if (await manager.existsBy(Messages, { messageId })) return refused('ID_REUSED', { messageId });
      const full = await fullStore(manager, addressed.value, run.at);
      if (full !== undefined) return refused('TOO_MANY_MESSAGES', { storeId: full, most: MESSAGES_MAX });
      const rows = addressed.value.map((storeId) => ({
        ...{ storeId, messageId, tillId, text, level, validFrom, validUntil },
        ...{ publishedBy: by, publishedAt: run.at },
      }));
      const [first, ...others] = rows;
      // A chain without a store has nobody to say it to.
      if (!first) return refused('STORE_UNKNOWN');
      await manager.insert(Messages, rows);
      const published = {
        type: 'messagePublished',
        by,
        messageId,
        tillId,
        text,
        level,
        from,
        until,
      } as const;
      for (const { storeId } of rows) await this.stream.append(manager, storeId, published, run);
      return done(publishedView([first, ...others]));
    });
  }
}

/** Nobody plans further ahead than a message may last. */
const tooLate = (from: Date, now: Date): boolean => from.getTime() - now.getTime() > LONGEST_MS;

/** In the order in which whoever tells of several stores locks their streams. */
async function storesOf(
  manager: EntityManager,
  { storeId, tillId }: Request,
): Promise<Outcome<readonly string[]>> {
  if (tillId !== undefined) {
    const till = await manager.findOneBy(Tills, { tillId });
    if (!till || (storeId !== undefined && till.storeId !== storeId))
      return refused('TILL_UNKNOWN', { tillId });
    return till.revokedAt === null
      ? done([till.storeId])
      : refused('TILL_OUT_OF_USE', { tillId, code: till.code });
  }
  if (storeId !== undefined) {
    const known = await manager.existsBy(Stores, { storeId });
    return known ? done([storeId]) : refused('STORE_UNKNOWN', { storeId });
  }
  const stores = await manager.find(Stores, { select: { storeId: true }, order: { storeId: 'ASC' } });
  return done(stores.map((store) => store.storeId));
}

/** A store whose tills have as many as they may. */
async function fullStore(
  manager: EntityManager,
  storeIds: readonly string[],
  now: Date,
): Promise<string | undefined> {
  const [row] = (await manager.query(
    `SELECT m.store_id FROM register_messages m
     WHERE m.store_id IN (?) AND m.valid_until > ?
       AND NOT EXISTS (SELECT 1 FROM register_message_withdrawals w
                       WHERE w.store_id = m.store_id AND w.message_id = m.message_id)
     GROUP BY m.store_id HAVING COUNT(*) >= ${MESSAGES_MAX} LIMIT 1`,
    [storeIds.length === 0 ? [''] : storeIds, now],
  )) as readonly { readonly store_id: string }[];
  return row?.store_id;
}
