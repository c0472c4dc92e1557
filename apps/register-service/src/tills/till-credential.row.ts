import type { TillDevice } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { code, hash, id, instant, integer, nullable, primary } from '../kernel/columns.js';

/** What a device of a till proves itself with: the hash of a random token. Enrolling a device again ends its former credential. */
export interface TillCredentialRow {
  credentialHash: string;
  storeId: string;
  tillId: string;
  device: TillDevice;
  natsPublicKey: string | null;
  enrolledAt: Date;
  revokedAt: Date | null;
  lastSeenAt: Date | null;
  /** Tickets that waited unsent in the till's page at its last heartbeat. */
  pendingTickets: number;
}
export const TillCredentials = new EntitySchema<TillCredentialRow>({
  name: 'TillCredential',
  tableName: 'register_till_credentials',
  columns: {
    credentialHash: primary(hash('credential_hash')),
    storeId: id('store_id'),
    tillId: id('till_id'),
    device: code('device', 8),
    natsPublicKey: nullable(code('nats_public_key', 56)),
    enrolledAt: instant('enrolled_at'),
    revokedAt: nullable(instant('revoked_at')),
    lastSeenAt: nullable(instant('last_seen_at')),
    pendingTickets: integer('pending_tickets'),
  },
  indices: [{ name: 'register_till_credentials_till', columns: ['tillId', 'device'] }],
});
