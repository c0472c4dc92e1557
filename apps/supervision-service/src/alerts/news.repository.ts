import { dateOf, integerOf, jsonOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { examine } from '../streams/event-reading.js';
import { type NewsEvent, type NewsFault, TELLING_EVENTS } from './event-rules.js';

/** Places that are looked through at once. */
const PLACES_AT_ONCE = 5_000;
const REASON_MAX = 500;

/** What was taken since the last look: places are given in the order of the commits, so that nothing is passed over. */
export interface News {
  /** The last place that was looked at. */
  readonly to: number;
  readonly events: readonly NewsEvent[];
  readonly faults: readonly NewsFault[];
  /** Whether there is more. */
  readonly more: boolean;
}

@Injectable()
export class NewsRepository {
  constructor(private readonly database: DataSource) {}

  /** Undefined when there is none. */
  async next(): Promise<News | undefined> {
    const [row] = (await this.database.query(
      `SELECT c.position AS head, m.position AS mark,
         (SELECT MIN(e.position) FROM supervision_events e WHERE e.position > m.position) AS next
       FROM supervision_counter c JOIN supervision_alert_marks m ON m.id = c.id WHERE c.id = 1`,
    )) as SqlRow[];
    const [head, mark] = [integerOf(row?.['head'] ?? null), integerOf(row?.['mark'] ?? null)];
    if (mark >= head) return undefined;
    // Before the first event, and where another database gave places, there are many with nothing at them.
    const next = nullable(row?.['next'] ?? null, integerOf) ?? head;
    const to = Math.min(head, next + PLACES_AT_ONCE);
    return {
      to,
      events: await this.#events(mark, to),
      faults: await this.#faults(mark, to),
      more: to < head,
    };
  }

  /** In the transaction of what follows from them. */
  async seen(manager: EntityManager, { to, events }: News): Promise<void> {
    for (const news of events) await countImport(manager, news);
    await manager.query('UPDATE supervision_alert_marks SET position = ? WHERE id = 1', [to]);
  }

  async #events(after: number, to: number): Promise<readonly NewsEvent[]> {
    const rows = (await this.database.query(
      `SELECT store_id, stream_id, incarnation, seq, kind, version, event FROM supervision_events
       WHERE position > ? AND position <= ? AND type IN (?) ORDER BY position`,
      [after, to, TELLING_EVENTS],
    )) as SqlRow[];
    return rows.flatMap((row) => {
      const written = {
        version: integerOf(row['version']),
        event: jsonOf(row['event']) as Record<string, unknown>,
        record: null,
      };
      const { read } = examine(row['kind'] === 'STORE' ? 'STORE' : 'REGISTER', written);
      const place = {
        ...{ storeId: String(row['store_id']), streamId: String(row['stream_id']) },
        ...{ incarnation: String(row['incarnation']), seq: integerOf(row['seq']) },
      };
      return read ? [{ ...place, event: read.event }] : [];
    });
  }

  async #faults(after: number, to: number): Promise<readonly NewsFault[]> {
    const rows = (await this.database.query(
      `SELECT f.store_id, f.stream_id, f.seq, f.code, e.at
       FROM supervision_faults f
       LEFT JOIN supervision_events e ON e.store_id = f.store_id AND e.stream_id = f.stream_id
         AND e.incarnation = f.incarnation AND e.seq = f.seq
       WHERE f.position > ? AND f.position <= ? ORDER BY f.position, f.number`,
      [after, to],
    )) as SqlRow[];
    return rows.map((row) => ({
      storeId: String(row['store_id']),
      streamId: String(row['stream_id']),
      seq: integerOf(row['seq']),
      code: String(row['code']),
      at: instantOf(nullable(row['at'] ?? null, dateOf)),
    }));
  }
}

/** An event that cannot be read is kept with no time of its own. */
const instantOf = (at: Date | null): Date | null => (at?.getTime() === 0 ? null : at);

/** Failures in a row, until an import succeeds. */
async function countImport(manager: EntityManager, { storeId, streamId, event }: NewsEvent): Promise<void> {
  if (event.type === 'importSucceeded') {
    await manager.query('DELETE FROM supervision_import_failures WHERE store_id = ? AND register_id = ?', [
      storeId,
      streamId,
    ]);
  } else if (event.type === 'importFailed') {
    await manager.query(
      `INSERT INTO supervision_import_failures (store_id, register_id, failures, reason, first_at, last_at) VALUES (?)
       ON DUPLICATE KEY UPDATE failures = failures + 1, reason = VALUES(reason), last_at = VALUES(last_at)`,
      [[storeId, streamId, 1, event.reason.slice(0, REASON_MAX), new Date(event.at), new Date(event.at)]],
    );
  }
}
