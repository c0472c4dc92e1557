import { done, type Outcome, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { readRows } from '../kernel/row-shape.js';
import { sha256 } from '../kernel/secrets.js';
import type { Seller } from '../sellers/seller.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import type { KnownTill } from '../tills/till-authentication.js';
import { type ConnectionRow, Connections } from './connection.row.js';

/** A token dies this long after the last sign of life. */
export const CONNECTION_IDLE_MS = 15 * 60_000;
/** A page is stale after this long without a heartbeat. */
export const STALE_AFTER_MS = 30_000;
/** How old the last sign of life may grow before a command renews it: a write per sale would be wasted. */
const RENEW_AFTER_MS = 10_000;

export const isStale = (lastSeenAt: Date, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() > STALE_AFTER_MS;
export const expiryOf = (lastSeenAt: Date): Date => new Date(lastSeenAt.getTime() + CONNECTION_IDLE_MS);

/** A seller who is, or was, connected: the token says who, `ended` and `expired` whether it still opens anything. */
export interface KnownConnection {
  readonly connection: Readonly<ConnectionRow>;
  readonly seller: Seller;
}

@Injectable()
export class ConnectionAuthentication {
  constructor(
    private readonly database: DataSource,
    private readonly sellers: SellerDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * Who a connection token belongs to, alive or not: a stored answer may be asked again with a token that has ended since.
   * CONNECTION_INVALID when it is not a token of this till and register.
   */
  async authenticate(at: KnownTill, registerId: string, token: string): Promise<Outcome<KnownConnection>> {
    const { manager } = this.database;
    const [connection] = await readRows(manager, Connections, 'WHERE r.token_hash = ?', [sha256(token)]);
    if (connection?.tillId !== at.till.tillId || connection.registerId !== registerId) {
      return refused('CONNECTION_INVALID');
    }
    const seller = await this.sellers.find(manager, at.store, connection.sellerCode);
    // The newest dataset no longer knows her: she has no right left.
    if (seller === undefined) return refused('CONNECTION_INVALID');
    return done({ connection, seller });
  }

  /**
   * What stands against a new command with this token. A connection that ended with its session or its hold passes: the
   * register says best what has become of it.
   */
  barred({ connection }: KnownConnection): ReturnType<typeof refused> | undefined {
    const { ended, endedBy, lastSeenAt } = connection;
    if (ended === 'CLOSED' || ended === 'MOVED' || ended === 'RELEASED') return undefined;
    if (ended !== null) return refused('CONNECTION_INVALID', { ended, endedBy });
    return this.clock.now() < expiryOf(lastSeenAt) ? undefined : refused('CONNECTION_EXPIRED');
  }

  /**
   * A command is a sign of life too, though not of a connection that has expired: it stays so. Outside the command's
   * transaction: it must not make commands wait for each other.
   */
  async seen(known: KnownConnection): Promise<void> {
    const { connectionId, ended, lastSeenAt } = known.connection;
    const now = this.clock.now();
    if (ended !== null || now.getTime() - lastSeenAt.getTime() < RENEW_AFTER_MS) return;
    if (this.barred(known)) return;
    await this.database.manager.update(Connections, { connectionId }, { lastSeenAt: now });
  }
}
