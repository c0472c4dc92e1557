import { done, type Outcome, refused } from '@encaisse/contracts';
import { sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { type RawRow, shapeOf } from '../kernel/row-shape.js';
import { LocalSellers } from '../sellers/local-seller.row.js';
import type { Seller } from '../sellers/seller.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import { type KnownTill, tillByCredential } from '../tills/till-authentication.js';
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

/** What a connected seller's command says of who asks. */
interface ConnectedCaller {
  readonly tillCredential: string;
  readonly registerId: string;
  readonly connectionToken: string;
}

@Injectable()
export class ConnectionAuthentication {
  constructor(
    private readonly database: DataSource,
    private readonly sellers: SellerDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * Which till asks, and who its connection token belongs to, alive or not: a stored answer may be asked again with a token
   * that has ended since. CONNECTION_INVALID when it is not a token of this till and register.
   */
  async authenticate(request: ConnectedCaller): Promise<Outcome<KnownTill & KnownConnection>> {
    const { tillCredential, registerId, connectionToken } = request;
    const { manager } = this.database;
    const till = tillByCredential(manager);
    const connections = shapeOf(manager, Connections);
    const locals = shapeOf(manager, LocalSellers);
    // One statement: every command of every sale begins here.
    const [raw] = (await manager.query(
      `SELECT ${till.select}, ${connections.list('n')}, ${locals.list('l')} FROM ${till.from}
       LEFT JOIN ${connections.table} n ON n.token_hash = ?
       LEFT JOIN ${locals.table} l ON l.store_id = n.store_id AND l.code = n.seller_code
       WHERE c.credential_hash = ?`,
      [sha256(connectionToken), sha256(tillCredential)],
    )) as readonly RawRow[];
    const at = till.read(raw);
    if (!at.ok) return at;
    const connection = raw && connections.from(raw, 'n');
    if (connection?.tillId !== at.value.till.tillId || connection.registerId !== registerId) {
      return refused('CONNECTION_INVALID');
    }
    const seller = await this.sellers.findBeside(manager, at.value.store, {
      code: connection.sellerCode,
      local: raw && locals.from(raw, 'l'),
    });
    // The newest dataset no longer knows her: she has no right left.
    if (seller === undefined) return refused('CONNECTION_INVALID');
    return done({ ...at.value, connection, seller });
  }

  /**
   * What stands against a new command with this token. A connection that ended with its session or its hold passes: the
   * register says best what has become of it.
   */
  barred({ connection }: KnownConnection): ReturnType<typeof refused> | undefined {
    const { ended, endedBy, endedAt, lastSeenAt } = connection;
    if (ended === 'CLOSED' || ended === 'MOVED' || ended === 'RELEASED') return undefined;
    if (ended !== null)
      return refused('CONNECTION_ENDED', { ended, by: endedBy, at: endedAt?.toISOString() ?? null });
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
