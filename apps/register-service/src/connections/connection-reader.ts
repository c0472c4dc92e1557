import type { Connection, PendingPage } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, MoreThan, MoreThanOrEqual } from 'typeorm';
import { TillCredentials } from '../tills/till-credential.row.js';
import { type ConnectionRow, Connections } from './connection.row.js';
import { isStale } from './connection-authentication.js';

/** Someone connected now, as the domain and the screens want her. */
export type ConnectedSeller = Connection &
  Readonly<{ name: string; connectedAt: Date; lastSeenAt: Date; tillId: string }>;

/** The session that is asked about, and the moment at which silence is measured. */
export interface SessionNow {
  readonly registerId: string;
  readonly sessionId: string;
  readonly openedAt: string;
  readonly at: string;
}

/** Who is connected to a session, and what waits unsent in the pages. Read under the register's lock when a closing asks. */
@Injectable()
export class ConnectionReader {
  /** Oldest first; those that ended are not among them, stale ones are. */
  async connected(
    manager: EntityManager,
    { registerId, sessionId, at }: Omit<SessionNow, 'openedAt'>,
  ): Promise<ConnectedSeller[]> {
    const rows = await manager.find(Connections, {
      where: { registerId, sessionId, endedAt: IsNull() },
      order: { connectedAt: 'ASC', connectionId: 'ASC' },
    });
    return rows.map((row) => ({
      connectionId: row.connectionId,
      sellerCode: row.sellerCode,
      stale: isStale(row.lastSeenAt, new Date(at)),
      name: row.sellerName,
      connectedAt: row.connectedAt,
      lastSeenAt: row.lastSeenAt,
      tillId: row.tillId,
    }));
  }

  /**
   * Pages that said, since the session was opened, that tickets wait in them. A page is a till's, so it stands under the
   * last connection that was made from that till; a page that nobody connected from has sold nothing.
   */
  async pendingPages(manager: EntityManager, session: SessionNow): Promise<PendingPage[]> {
    const { registerId, sessionId, openedAt, at } = session;
    const connections = await manager.find(Connections, {
      where: { registerId, sessionId },
      order: { connectedAt: 'ASC', connectionId: 'ASC' },
    });
    const lastOfTill = new Map<string, ConnectionRow>(connections.map((row) => [row.tillId, row]));
    if (lastOfTill.size === 0) return [];
    const pages = await manager.find(TillCredentials, {
      where: {
        tillId: In([...lastOfTill.keys()]),
        device: 'PAGE',
        pendingTickets: MoreThan(0),
        lastSeenAt: MoreThanOrEqual(new Date(openedAt)),
      },
      order: { enrolledAt: 'ASC' },
    });
    return pages.flatMap(({ tillId, pendingTickets, lastSeenAt }) => {
      const connection = lastOfTill.get(tillId);
      if (!connection || !lastSeenAt) return [];
      const { connectionId, sellerCode } = connection;
      return [
        { connectionId, sellerCode, tickets: pendingTickets, stale: isStale(lastSeenAt, new Date(at)) },
      ];
    });
  }
}
