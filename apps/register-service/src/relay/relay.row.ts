import type { StoreEvent, StreamKind } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, hash, id, instant, integer, json, nullable, primary } from '../kernel/columns.js';

/** One event of a store that is no register's. As the register's outbox: `seq` has no gap, rows are chained, none changes. */
export interface StoreOutboxRow {
  storeId: string;
  seq: number;
  incarnation: string;
  event: StoreEvent;
  prevHash: string;
  hash: string;
  at: Date;
  correlationId: string;
}
export const StoreOutbox = new EntitySchema<StoreOutboxRow>({
  name: 'StoreOutbox',
  tableName: 'register_store_outbox',
  columns: {
    storeId: primary(id('store_id')),
    seq: primary(integer('seq')),
    incarnation: id('incarnation'),
    event: json('event'),
    prevHash: hash('prev_hash'),
    hash: hash('hash'),
    at: instant('at'),
    correlationId: code('correlation_id', 64),
  },
});

/** The last event of a store's stream. Its row is the lock under which the next one gets its place. */
export interface StoreStreamRow {
  storeId: string;
  seq: number;
  incarnation: string;
  lastHash: string;
  /** sha256 of the store's description that was told last. */
  descriptionSha256: string;
}
export const StoreStreams = new EntitySchema<StoreStreamRow>({
  name: 'StoreStream',
  tableName: 'register_store_streams',
  columns: {
    storeId: primary(id('store_id')),
    seq: integer('seq'),
    incarnation: id('incarnation'),
    lastHash: hash('last_hash'),
    descriptionSha256: hash('description_sha256'),
  },
});

/** What head office said last that it holds of a stream. A mark that is lost costs one request. */
export interface RelayMarkRow {
  storeId: string;
  streamId: string;
  kind: StreamKind;
  headIncarnation: string | null;
  headSeq: number;
  toldAt: Date;
}
export const RelayMarks = new EntitySchema<RelayMarkRow>({
  name: 'RelayMark',
  tableName: 'register_relay_marks',
  columns: {
    storeId: primary(id('store_id')),
    streamId: primary(id('stream_id')),
    kind: code('kind', 8),
    headIncarnation: nullable(id('head_incarnation')),
    headSeq: integer('head_seq'),
    toldAt: instant('told_at'),
  },
});
