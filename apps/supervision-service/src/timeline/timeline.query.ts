import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type TimelineEvent,
  type timelineQueries,
} from '@encaisse/contracts';
import { dateOf, integerOf, jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conditions } from '../lists/conditions.js';
import { examine } from '../streams/event-reading.js';
import { sentencesOf, UNKNOWN } from './sentences.js';

type Contract = typeof timelineQueries.readTimeline;
type OfStore = typeof timelineQueries.readStoreTimeline;

const COLUMNS =
  'e.position, e.kind, e.stream_id, e.incarnation, e.seq, e.type, e.version, e.event, e.correlation_id, e.received_at';
const NO_CURSOR = Number.MAX_SAFE_INTEGER;

/** What happened to a register, newest first, in three statements whatever the number of events. */
@Injectable()
export class TimelineQuery {
  constructor(private readonly database: DataSource) {}

  async handle(asked: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { registerId, limit } = asked;
    const conditions = new Conditions('store_id', asked.stores).add('stream_id = ?', registerId);
    const [head] = (await this.database.query(
      `SELECT store_id FROM supervision_heads ${conditions.where} LIMIT 1`,
      conditions.values,
    )) as SqlRow[];
    if (!head) return refused('REGISTER_UNKNOWN', { registerId });
    const storeId = String(head['store_id']);
    const rows = await this.#events(storeId, asked);
    const faults = await this.#faults(storeId, rows);
    const items = rows.map((row) => shown(row, faults.get(integerOf(row['position'])) ?? []));
    const last = items.length === limit ? items.at(-1) : undefined;
    return done({ items, nextCursor: last?.position ?? null });
  }

  /** A store's own stream has the store's id, and no notes beside it. */
  async ofStore({ storeId, ...asked }: RequestOf<OfStore>): Promise<Outcome<ReplyOf<OfStore>>> {
    const told = await this.handle({ ...asked, registerId: storeId });
    return told.ok ? told : refused('STORE_UNKNOWN', { storeId });
  }

  async #events(
    storeId: string,
    { registerId, correlationId, cursor = NO_CURSOR, limit }: RequestOf<Contract>,
  ): Promise<SqlRow[]> {
    if (correlationId !== undefined)
      return (await this.database.query(
        `SELECT ${COLUMNS} FROM supervision_events e WHERE e.correlation_id = ? AND e.position < ? AND e.store_id = ?
         ORDER BY e.position DESC LIMIT ${limit}`,
        [correlationId, cursor, storeId],
      )) as SqlRow[];
    const place = [storeId, registerId, cursor];
    return (await this.database.query(
      `(SELECT ${COLUMNS} FROM supervision_events e WHERE e.store_id = ? AND e.stream_id = ? AND e.position < ?
        ORDER BY e.position DESC LIMIT ${limit})
       UNION ALL
       (SELECT ${COLUMNS} FROM supervision_register_notes n JOIN supervision_events e ON e.position = n.position
        WHERE n.store_id = ? AND n.register_id = ? AND n.position < ? ORDER BY n.position DESC LIMIT ${limit})
       ORDER BY position DESC LIMIT ${limit}`,
      [...place, ...place],
    )) as SqlRow[];
  }

  async #faults(storeId: string, rows: readonly SqlRow[]): Promise<ReadonlyMap<number, string[]>> {
    if (rows.length === 0) return new Map();
    const found = (await this.database.query(
      `SELECT position, code FROM supervision_faults
       WHERE store_id = ? AND (stream_id, position) IN (?) ORDER BY position, number`,
      [storeId, rows.map((row) => [row['stream_id'], row['position']])],
    )) as SqlRow[];
    const codes = Map.groupBy(found, (row) => integerOf(row['position']));
    return new Map(
      [...codes].map(([position, group]) => [position, group.map((row) => String(row['code']))]),
    );
  }
}

function shown(row: SqlRow, faults: string[]): TimelineEvent {
  const event = jsonOf(row['event']) as Record<string, unknown>;
  const streamKind = row['kind'] === 'STORE' ? 'STORE' : 'REGISTER';
  const receivedAt = dateOf(row['received_at']).toISOString();
  const { read } = examine(streamKind, { version: integerOf(row['version']), event });
  const by = event['by'];
  const [sentence, sentenceFr] = read ? sentencesOf(read.event) : UNKNOWN;
  return {
    position: integerOf(row['position']),
    streamKind,
    incarnation: String(row['incarnation']),
    seq: integerOf(row['seq']),
    type: String(row['type']),
    at: read?.event.at ?? receivedAt,
    receivedAt,
    by: typeof by === 'string' ? by : null,
    correlationId: String(row['correlation_id']),
    ...{ sentence, sentenceFr, faults, event },
  };
}
