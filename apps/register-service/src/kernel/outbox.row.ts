import type { RegisterEvent } from '@encaisse/register-domain';
import { EntitySchema } from 'typeorm';
import { code, hash, id, instant, integer, json, primary } from './columns.js';

/**
 * One event of a register, kept from the first on. `seq` has no gap: it is the register's version after the event. Each row
 * carries the hash of the one before it. Insert-only.
 */
export interface OutboxRow {
  storeId: string;
  registerId: string;
  seq: number;
  incarnation: string;
  event: RegisterEvent;
  prevHash: string;
  hash: string;
  at: Date;
  correlationId: string;
}
export const Outbox = new EntitySchema<OutboxRow>({
  name: 'Outbox',
  tableName: 'register_outbox',
  columns: {
    storeId: primary(id('store_id')),
    registerId: primary(id('register_id')),
    seq: primary(integer('seq')),
    incarnation: id('incarnation'),
    event: json('event'),
    prevHash: hash('prev_hash'),
    hash: hash('hash'),
    at: instant('at'),
    correlationId: code('correlation_id', 64),
  },
});
