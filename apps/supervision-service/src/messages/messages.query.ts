import {
  done,
  type MessageOverview,
  type Outcome,
  type publishedMessageQueries,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { dateOf, integerOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conditions, cursorAfter } from '../lists/conditions.js';

type List = typeof publishedMessageQueries.listPublishedMessages;
type One = typeof publishedMessageQueries.readPublishedMessage;

/** More tills than that no chain has. */
const TILLS_MAX = 10_000;

/** To a till that is named, and to no other; those that were revoked show nothing. */
const TILLS = `supervision_tills t JOIN supervision_stores s ON s.store_id = t.store_id
  WHERE t.store_id = m.store_id AND NOT t.revoked AND (m.till_id IS NULL OR m.till_id = t.till_id)`;

/** Messages at the tills of the stores that one may see. One that was published to many stores is one. */
@Injectable()
export class MessagesQuery {
  constructor(private readonly database: DataSource) {}

  async list(asked: RequestOf<List>): Promise<Outcome<ReplyOf<List>>> {
    const { limit } = asked;
    const conditions = new Conditions('m.store_id', asked.stores)
      .add('m.store_id = ?', asked.storeId)
      .before('m.published_at', 'm.message_id', asked.cursor);
    const items = await this.#overviews(conditions, limit);
    const nextCursor = cursorAfter(items, limit, ({ publishedAt, messageId }) => [publishedAt, messageId]);
    return done({ items, nextCursor });
  }

  async one({ stores, messageId }: RequestOf<One>): Promise<Outcome<ReplyOf<One>>> {
    const conditions = new Conditions('m.store_id', stores).add('m.message_id = ?', messageId);
    const [message] = await this.#overviews(conditions, 1);
    if (!message) return refused('MESSAGE_UNKNOWN', { messageId });
    const rows = (await this.database.query(
      `SELECT t.store_id, s.code AS store_code, t.till_id, t.code, t.name, r.seller_code, r.acknowledged_at
       FROM supervision_messages m
       JOIN supervision_tills t ON t.store_id = m.store_id AND NOT t.revoked
         AND (m.till_id IS NULL OR m.till_id = t.till_id)
       JOIN supervision_stores s ON s.store_id = t.store_id
       LEFT JOIN supervision_message_receipts r
         ON r.store_id = m.store_id AND r.message_id = m.message_id AND r.till_id = t.till_id
       ${conditions.where} ORDER BY s.code, t.code LIMIT ${TILLS_MAX}`,
      conditions.values,
    )) as SqlRow[];
    return done({ ...message, tills: rows.map(tillOf) });
  }

  async #overviews(conditions: Conditions, limit: number): Promise<MessageOverview[]> {
    const rows = (await this.database.query(
      `SELECT m.message_id, MIN(m.till_id) AS till_id, MIN(m.text) AS text, MIN(m.level) AS level,
         MIN(m.valid_from) AS valid_from, MIN(m.valid_until) AS valid_until, MIN(m.published_by) AS published_by,
         m.published_at, MIN(m.withdrawn_by) AS withdrawn_by, MIN(m.withdrawn_at) AS withdrawn_at,
         COUNT(*) AS stores, SUM((SELECT COUNT(*) FROM ${TILLS})) AS tills,
         SUM((SELECT COUNT(*) FROM supervision_message_receipts r
              WHERE r.store_id = m.store_id AND r.message_id = m.message_id)) AS acknowledged
       FROM supervision_messages m ${conditions.where}
       GROUP BY m.published_at, m.message_id ORDER BY m.published_at DESC, m.message_id DESC LIMIT ${limit}`,
      conditions.values,
    )) as SqlRow[];
    return rows.map(overviewOf);
  }
}

const instant = (value: unknown): string => dateOf(value).toISOString();

const overviewOf = (row: SqlRow): MessageOverview => ({
  messageId: String(row['message_id']),
  tillId: nullable(row['till_id'], String),
  text: String(row['text']),
  level: row['level'] as MessageOverview['level'],
  from: instant(row['valid_from']),
  until: instant(row['valid_until']),
  publishedBy: String(row['published_by']),
  publishedAt: instant(row['published_at']),
  withdrawn: nullable(row['withdrawn_at'], (at) => ({ by: String(row['withdrawn_by']), at: instant(at) })),
  storeCount: integerOf(row['stores']),
  tillCount: integerOf(row['tills']),
  acknowledgedCount: integerOf(row['acknowledged']),
});

const tillOf = (row: SqlRow): ReplyOf<One>['tills'][number] => ({
  storeId: String(row['store_id']),
  storeCode: String(row['store_code']),
  tillId: String(row['till_id']),
  tillCode: String(row['code']),
  tillName: String(row['name']),
  acknowledged: nullable(row['acknowledged_at'], (at) => ({
    by: String(row['seller_code']),
    at: instant(at),
  })),
});
