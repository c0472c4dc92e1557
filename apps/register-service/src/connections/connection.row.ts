import type { ConnectionEnd } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, hash, id, instant, integer, nullable, primary, words } from '../kernel/columns.js';

/** A seller who is connected to a register for one session, known by the hash of a short-lived token. */
export interface ConnectionRow {
  connectionId: string;
  storeId: string;
  registerId: string;
  sessionId: string;
  tillId: string;
  /** The hold's epoch when she connected: the fence of all that she sells. */
  epoch: number;
  sellerCode: string;
  sellerName: string;
  tokenHash: string;
  connectedAt: Date;
  lastSeenAt: Date;
  endedAt: Date | null;
  ended: ConnectionEnd | null;
  /** Who ended it: a seller's code, or someone at head office. */
  endedBy: string | null;
}
export const Connections = new EntitySchema<ConnectionRow>({
  name: 'Connection',
  tableName: 'register_connections',
  columns: {
    connectionId: primary(id('connection_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    tillId: id('till_id'),
    epoch: integer('epoch'),
    sellerCode: code('seller_code'),
    sellerName: words('seller_name', 80),
    tokenHash: hash('token_hash'),
    connectedAt: instant('connected_at'),
    lastSeenAt: instant('last_seen_at'),
    endedAt: nullable(instant('ended_at')),
    ended: nullable(code('ended', 16)),
    endedBy: nullable(words('ended_by', 100)),
  },
  indices: [
    { name: 'register_connections_token', columns: ['tokenHash'], unique: true },
    { name: 'register_connections_session', columns: ['registerId', 'sessionId'] },
  ],
});
