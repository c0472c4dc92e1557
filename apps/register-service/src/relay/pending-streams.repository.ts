import type { StreamHead, StreamKind } from '@encaisse/contracts';
import { jsonOf } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RelayMarks } from './relay.row.js';

/** A stream of which head office holds less than there is, or another life. */
export interface PendingStream {
  readonly storeId: string;
  readonly streamId: string;
  readonly kind: StreamKind;
  /** What head office said last that it holds. */
  readonly head: StreamHead;
  /** The place of the next event to send. */
  readonly next: number;
}

export interface StoredEvent {
  readonly seq: number;
  readonly incarnation: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly prevHash: string;
  readonly hash: string;
  readonly correlationId: string;
}

const OUTBOXES: Readonly<Record<StreamKind, { readonly table: string; readonly streamId: string }>> = {
  REGISTER: { table: 'register_outbox', streamId: 'register_id' },
  STORE: { table: 'register_store_outbox', streamId: 'store_id' },
};

const PENDING = `
  SELECT s.store_id, s.stream_id, s.kind, s.seq, s.incarnation, m.head_incarnation, m.head_seq FROM (
    SELECT store_id, register_id AS stream_id, 'REGISTER' AS kind, version AS seq, incarnation
    FROM register_registers WHERE version > 0
    UNION ALL
    SELECT store_id, store_id, 'STORE', seq, incarnation FROM register_store_streams WHERE seq > 0
  ) s LEFT JOIN register_relay_marks m ON m.store_id = s.store_id AND m.stream_id = s.stream_id
  WHERE (m.stream_id IS NULL OR m.head_seq <> s.seq OR m.head_incarnation <> s.incarnation
         OR m.head_incarnation IS NULL)`;

@Injectable()
export class PendingStreams {
  constructor(private readonly database: DataSource) {}

  /** Up to `limit`, in no order; `without` are left out. */
  async find(limit: number, without: readonly string[]): Promise<readonly PendingStream[]> {
    const rows = (await this.database.query(
      `${PENDING}${without.length > 0 ? ' AND s.stream_id NOT IN (?)' : ''} LIMIT ${limit}`,
      without.length > 0 ? [without] : [],
    )) as readonly Row[];
    return Promise.all(rows.map((row) => this.#pending(row)));
  }

  async #pending(row: Row): Promise<PendingStream> {
    const { store_id: storeId, stream_id: streamId, kind } = row;
    const head: StreamHead =
      row.head_incarnation === null || row.head_seq === null
        ? null
        : { incarnation: row.head_incarnation, seq: Number(row.head_seq) };
    return { storeId, streamId, kind, head, next: await this.#nextAfter(row, head) };
  }

  /**
   * Behind the last event of ours that head office holds. After a restore it holds events of a former life that are gone here:
   * then the story goes on where that life ended for us.
   */
  async #nextAfter({ store_id, stream_id, kind, seq, incarnation }: Row, head: StreamHead): Promise<number> {
    if (head === null) return 1;
    if (head.incarnation === incarnation && head.seq <= Number(seq)) return head.seq + 1;
    const { table, streamId } = OUTBOXES[kind];
    const [held] = (await this.database.query(
      `SELECT MAX(seq) AS seq FROM ${table} WHERE store_id = ? AND ${streamId} = ? AND incarnation = ? AND seq <= ?`,
      [store_id, stream_id, head.incarnation, head.seq],
    )) as readonly { readonly seq: unknown }[];
    return Number(held?.seq ?? 0) + 1;
  }

  /** By place, from the next one on. */
  async events(
    { storeId, streamId, kind, next }: PendingStream,
    limit: number,
  ): Promise<readonly StoredEvent[]> {
    const { table, streamId: column } = OUTBOXES[kind];
    const rows = (await this.database.query(
      `SELECT seq, incarnation, event, prev_hash, hash, correlation_id FROM ${table}
       WHERE store_id = ? AND ${column} = ? AND seq >= ? ORDER BY seq LIMIT ${limit}`,
      [storeId, streamId, next],
    )) as readonly Record<string, unknown>[];
    return rows.map((row) => ({
      seq: Number(row['seq']),
      incarnation: String(row['incarnation']),
      event: jsonOf(row['event']) as Readonly<Record<string, unknown>>,
      prevHash: String(row['prev_hash']),
      hash: String(row['hash']),
      correlationId: String(row['correlation_id']),
    }));
  }

  /** What head office holds now of these streams. */
  async mark(
    heads: readonly { storeId: string; streamId: string; kind: StreamKind; head: StreamHead }[],
    now: Date,
  ): Promise<void> {
    if (heads.length === 0) return;
    await this.database.manager.upsert(
      RelayMarks,
      heads.map(({ storeId, streamId, kind, head }) => ({
        storeId,
        streamId,
        kind,
        headIncarnation: head?.incarnation ?? null,
        headSeq: head?.seq ?? 0,
        toldAt: now,
      })),
      ['storeId', 'streamId'],
    );
  }
}

interface Row {
  readonly store_id: string;
  readonly stream_id: string;
  readonly kind: StreamKind;
  readonly seq: unknown;
  readonly incarnation: string;
  readonly head_incarnation: string | null;
  readonly head_seq: unknown;
}
