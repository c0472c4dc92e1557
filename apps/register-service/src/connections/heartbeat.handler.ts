import { done, type Outcome, type ReplyOf, type RequestOf, type tillQueries } from '@encaisse/contracts';
import { sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { unreadMessages } from '../messages/shown-messages.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { TillPresence } from '../tills/till-presence.js';
import { Connections } from './connection.row.js';
import { expiryOf } from './connection-authentication.js';

type Contract = typeof tillQueries.heartbeat;

/** The till's page is alive: its connections stay fresh, and how many tickets wait in it is known. */
@Injectable()
export class HeartbeatHandler {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly presence: TillPresence,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(request.tillCredential);
    if (!known.ok) return known;
    const { manager } = this.database;
    const now = this.clock.now();
    await this.presence.seen(known.value, request.pendingCount);
    const tokenHash = In(request.connectionTokens.map(sha256));
    const named = await manager.findBy(Connections, { tokenHash, tillId: known.value.till.tillId });
    const alive = named.filter(({ ended, lastSeenAt }) => ended === null && now < expiryOf(lastSeenAt));
    if (alive.length > 0) {
      const connectionId = In(alive.map((connection) => connection.connectionId));
      await manager.update(Connections, { connectionId }, { lastSeenAt: now });
    }
    return done({
      at: now.toISOString(),
      unreadMessages: await unreadMessages(manager, known.value.till, now),
      connections: named.map((connection) => ({
        connectionId: connection.connectionId,
        alive: alive.includes(connection),
        ended: connection.ended,
        endedBy: connection.endedBy,
        endedAt: connection.endedAt?.toISOString() ?? null,
      })),
    });
  }
}
