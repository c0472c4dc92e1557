import type { StreamKind, StreamPiece } from '@encaisse/contracts';
import { integerOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BY_KEY } from '../schema/by-key.js';
import type { Head } from './stream-check.js';
import type { Fault } from './taken-event.js';

/** An event as it is kept. */
export interface KeptEvent {
  readonly storeId: string;
  readonly streamId: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly position: number;
  readonly kind: StreamKind;
  readonly type: string;
  readonly version: number;
  readonly event: object;
  readonly record: unknown;
  readonly prevHash: string;
  readonly hash: string;
  readonly at: Date;
  readonly correlationId: string;
}
export interface StreamPlace {
  readonly storeId: string;
  readonly streamId: string;
}

/** The events of all streams, their heads, and what was found wrong with them. */
@Injectable()
export class StreamRepository {
  /** The lock of everything that gets a place. Whoever holds it is alone. */
  async lockPosition(manager: EntityManager): Promise<number> {
    const [row] = (await manager.query(
      'SELECT position FROM supervision_counter WHERE id = 1 FOR UPDATE',
    )) as SqlRow[];
    return integerOf(row?.['position'] ?? null);
  }

  async movePosition(manager: EntityManager, position: number): Promise<void> {
    await manager.query('UPDATE supervision_counter SET position = ? WHERE id = 1', [position]);
  }

  /** By stream id. */
  async heads(manager: EntityManager, places: readonly StreamPlace[]): Promise<Map<string, Head>> {
    if (places.length === 0) return new Map();
    const rows = (await manager.query(
      `SELECT stream_id, incarnation, seq, hash FROM supervision_heads ${BY_KEY}
       WHERE (store_id, stream_id) IN (?)`,
      [places.map(({ storeId, streamId }) => [storeId, streamId])],
    )) as SqlRow[];
    return new Map(
      rows.map((row) => [
        String(row['stream_id']),
        {
          incarnation: String(row['incarnation']),
          seq: integerOf(row['seq']),
          hash: String(row['hash']),
        },
      ]),
    );
  }

  async saveHeads(
    manager: EntityManager,
    heads: readonly (StreamPlace & { readonly kind: StreamKind; readonly head: Head })[],
    now: Date,
  ): Promise<void> {
    if (heads.length === 0) return;
    await manager.query(
      `INSERT INTO supervision_heads (store_id, stream_id, kind, incarnation, seq, hash, taken_at) VALUES ?
       ON DUPLICATE KEY UPDATE incarnation = VALUES(incarnation), seq = VALUES(seq), hash = VALUES(hash),
         taken_at = VALUES(taken_at)`,
      [
        heads.map(({ storeId, streamId, kind, head }) => [
          storeId,
          streamId,
          kind,
          head.incarnation,
          head.seq,
          head.hash,
          now,
        ]),
      ],
    );
  }

  /** Hashes by seq of those of a piece's places that are held already. */
  async held(
    manager: EntityManager,
    { storeId, streamId, incarnation, events }: StreamPiece,
  ): Promise<ReadonlyMap<number, string>> {
    const rows = (await manager.query(
      `SELECT seq, hash FROM supervision_events
       WHERE store_id = ? AND stream_id = ? AND incarnation = ? AND seq IN (?)`,
      [storeId, streamId, incarnation, events.map(({ seq }) => seq)],
    )) as SqlRow[];
    return new Map(rows.map((row) => [integerOf(row['seq']), String(row['hash'])]));
  }

  /** The life that holds an event of this place and hash. */
  async lifeOf(
    manager: EntityManager,
    { storeId, streamId }: StreamPlace,
    { seq, hash }: { readonly seq: number; readonly hash: string },
  ): Promise<string | undefined> {
    const [row] = (await manager.query(
      `SELECT incarnation FROM supervision_events
       WHERE store_id = ? AND stream_id = ? AND seq = ? AND hash = ? LIMIT 1`,
      [storeId, streamId, seq, hash],
    )) as SqlRow[];
    return row === undefined ? undefined : String(row['incarnation']);
  }

  async keep(manager: EntityManager, events: readonly KeptEvent[], now: Date): Promise<void> {
    if (events.length === 0) return;
    await manager.query(
      `INSERT INTO supervision_events (store_id, stream_id, incarnation, seq, position, kind, type, version, event,
         record, prev_hash, hash, at, correlation_id, received_at) VALUES ?`,
      [
        events.map((event) => [
          event.storeId,
          event.streamId,
          event.incarnation,
          event.seq,
          event.position,
          event.kind,
          event.type,
          event.version,
          JSON.stringify(event.event),
          event.record === undefined ? null : JSON.stringify(event.record),
          event.prevHash,
          event.hash,
          event.at,
          event.correlationId,
          now,
        ]),
      ],
    );
  }

  async keepFaults(manager: EntityManager, faults: readonly Fault[], now: Date): Promise<void> {
    if (faults.length === 0) return;
    const numbers = new Map<string, number>();
    await manager.query(
      `INSERT INTO supervision_faults
         (store_id, stream_id, position, number, incarnation, seq, code, detail, found_at) VALUES ?`,
      [
        faults.map(({ storeId, streamId, position, incarnation, seq, code, detail }) => {
          const key = `${streamId}/${position}`;
          const number = (numbers.get(key) ?? 0) + 1;
          numbers.set(key, number);
          return [storeId, streamId, position, number, incarnation, seq, code, JSON.stringify(detail), now];
        }),
      ],
    );
  }
}
