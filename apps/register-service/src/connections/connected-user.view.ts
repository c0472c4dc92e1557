import type { ConnectedUser } from '@encaisse/contracts';
import type { ConnectedSeller } from './connection-reader.js';

export const connectedUserView = (connected: ConnectedSeller): ConnectedUser => ({
  connectionId: connected.connectionId,
  sellerCode: connected.sellerCode,
  name: connected.name,
  connectedAt: connected.connectedAt.toISOString(),
  lastSeenAt: connected.lastSeenAt.toISOString(),
  stale: connected.stale,
});
