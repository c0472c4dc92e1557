import type { EntityManager } from 'typeorm';
import { type RawRow, shapeOf } from '../kernel/row-shape.js';
import { type MessageRow, Messages } from './message.row.js';

interface Place {
  readonly storeId: string;
  readonly tillId: string;
}

/** What a till shows at `now`: begun, not over, not withdrawn, for all tills of its store or for it alone. */
const SHOWN = `m.store_id = ? AND m.valid_until > ? AND m.valid_from <= ? AND (m.till_id IS NULL OR m.till_id = ?)
  AND NOT EXISTS (SELECT 1 FROM register_message_withdrawals w
                  WHERE w.store_id = m.store_id AND w.message_id = m.message_id)`;

/** Newest first. */
export async function shownMessages(
  manager: EntityManager,
  { storeId, tillId }: Place,
  now: Date,
): Promise<readonly MessageRow[]> {
  const messages = shapeOf(manager, Messages);
  const rows = (await manager.query(
    `SELECT ${messages.list('m')} FROM ${messages.table} m WHERE ${SHOWN}
     ORDER BY m.published_at DESC, m.message_id DESC`,
    [storeId, now, now, tillId],
  )) as readonly RawRow[];
  return rows.flatMap((row) => messages.from(row, 'm') ?? []);
}

/** How many of them nobody has acknowledged at the till. */
export async function unreadMessages(
  manager: EntityManager,
  { storeId, tillId }: Place,
  now: Date,
): Promise<number> {
  const [row] = (await manager.query(
    `SELECT COUNT(*) AS unread FROM register_messages m WHERE ${SHOWN}
       AND NOT EXISTS (SELECT 1 FROM register_message_receipts r
                       WHERE r.store_id = m.store_id AND r.message_id = m.message_id AND r.till_id = ?)`,
    [storeId, now, now, tillId, tillId],
  )) as readonly { readonly unread: unknown }[];
  return Number(row?.unread ?? 0);
}
