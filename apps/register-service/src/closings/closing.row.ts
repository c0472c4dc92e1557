import type { ClosingView } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, hash, id, instant, integer, nullable, primary } from '../kernel/columns.js';

/** A closing from the freezing of selling to its end. Its outcome, once sealed, is the Z. */
export interface ClosingRow {
  storeId: string;
  closingId: string;
  registerId: string;
  sessionId: string;
  state: ClosingView['state'];
  startedAt: Date;
  startedBy: string;
  endedAt: Date | null;
  endedBy: string | null;
}
export const Closings = new EntitySchema<ClosingRow>({
  name: 'Closing',
  tableName: 'register_closings',
  columns: {
    storeId: primary(id('store_id')),
    closingId: primary(id('closing_id')),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    state: code('state'),
    startedAt: instant('started_at'),
    startedBy: code('started_by'),
    endedAt: nullable(instant('ended_at')),
    endedBy: nullable(code('ended_by')),
  },
  indices: [{ name: 'register_closings_register', columns: ['storeId', 'registerId', 'startedAt'] }],
});

/** The sealed Z of a session: one, for ever. `sha256` is of the bytes of `content`. Insert-only. */
export interface ZRow {
  storeId: string;
  sessionId: string;
  registerId: string;
  closingId: string;
  zNumber: number;
  sealedAt: Date;
  /** Canonical JSON of a `ZRecord`. */
  content: string;
  sha256: string;
}
export const Zs = new EntitySchema<ZRow>({
  name: 'Z',
  tableName: 'register_zs',
  columns: {
    storeId: primary(id('store_id')),
    sessionId: primary(id('session_id')),
    registerId: id('register_id'),
    closingId: id('closing_id'),
    zNumber: integer('z_number'),
    sealedAt: instant('sealed_at'),
    content: { name: 'content', type: 'longtext' },
    sha256: hash('sha256'),
  },
  indices: [
    { name: 'register_zs_number', columns: ['storeId', 'registerId', 'zNumber'], unique: true },
    { name: 'register_zs_closing', columns: ['storeId', 'closingId'], unique: true },
  ],
});
