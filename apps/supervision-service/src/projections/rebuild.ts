import { integerOf, jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { examine } from '../streams/event-reading.js';
import { StreamRepository } from '../streams/stream.repository.js';
import type { TakenEvent } from '../streams/taken-event.js';
import { Projector } from './projector.js';

const EVENTS_AT_ONCE = 500;

/** Makes the read model again from the events alone. Nothing is taken meanwhile; readers see the former one to the end. */
@Injectable()
export class Rebuild {
  constructor(
    private readonly database: DataSource,
    private readonly streams: StreamRepository,
    private readonly projector: Projector,
  ) {}

  /** How many events it was made of. */
  async run(): Promise<number> {
    return this.database.transaction('READ COMMITTED', async (manager) => {
      await this.streams.lockPosition(manager);
      for (const table of this.projector.tables) await manager.query(`DELETE FROM ${table}`);
      return this.replay(manager);
    });
  }

  /** Into tables that are empty, all events that the transaction sees. */
  async replay(manager: EntityManager): Promise<number> {
    let events = 0;
    for (let after = 0; ; ) {
      const page = await eventsAfter(manager, after);
      const last = page.at(-1);
      if (!last) return events;
      after = last.position;
      await this.projector.project(manager, page.flatMap(readable));
      events += page.length;
    }
  }
}

interface Kept extends Omit<TakenEvent, 'event' | 'record'> {
  readonly written: { readonly version: number; readonly event: object; readonly record: unknown };
}

async function eventsAfter(manager: EntityManager, after: number): Promise<readonly Kept[]> {
  const rows = (await manager.query(
    `SELECT position, store_id, stream_id, kind, incarnation, seq, prev_hash, correlation_id, version, event, record
     FROM supervision_events WHERE position > ? ORDER BY position LIMIT ${EVENTS_AT_ONCE}`,
    [after],
  )) as SqlRow[];
  return rows.map((row) => ({
    position: integerOf(row['position']),
    storeId: String(row['store_id']),
    streamId: String(row['stream_id']),
    kind: row['kind'] === 'STORE' ? 'STORE' : 'REGISTER',
    incarnation: String(row['incarnation']),
    seq: integerOf(row['seq']),
    prevHash: String(row['prev_hash']),
    correlationId: String(row['correlation_id']),
    written: {
      version: integerOf(row['version']),
      event: jsonOf(row['event']) as object,
      record: jsonOf(row['record']),
    },
  }));
}

function readable({ written, ...place }: Kept): TakenEvent[] {
  const { read } = examine(place.kind, { ...written, event: written.event as Record<string, unknown> });
  return read ? [{ ...place, ...read }] : [];
}
