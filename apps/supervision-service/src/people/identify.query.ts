import {
  API_KEY_PREFIX,
  type accessQueries,
  done,
  type Identified,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiKeyRepository } from './api-key.repository.js';
import { SessionRepository } from './session.repository.js';
import { UserRepository } from './user.repository.js';

/** "Last used" is told to the minute: one statement for each request would be too much for what it is worth. */
const USED_EVERY_MS = 60_000;
const isLongAgo = (at: Date | null, now: Date): boolean =>
  at === null || now.getTime() - at.getTime() > USED_EVERY_MS;

/** Who a token is of: what every request of head office is let in by. */
@Injectable()
export class IdentifyQuery {
  constructor(
    private readonly database: DataSource,
    private readonly sessions: SessionRepository,
    private readonly users: UserRepository,
    private readonly keys: ApiKeyRepository,
  ) {}

  async handle({ token }: RequestOf<typeof accessQueries.identify>): Promise<Outcome<Identified>> {
    const now = new Date();
    const hash = sha256(token);
    const found = token.startsWith(API_KEY_PREFIX) ? await this.#key(hash, now) : await this.#user(hash, now);
    return found ? done(found) : refused('ADMIN_TOKEN_INVALID');
  }

  async #user(tokenHash: string, now: Date): Promise<Identified | undefined> {
    const session = await this.sessions.alive(this.database, tokenHash, now);
    const user = session && (await this.users.byId(this.database, session.userId));
    if (!user || user.disabledAt !== null) return undefined;
    const { sessionId, expiresAt, lastUsedAt } = session;
    if (isLongAgo(lastUsedAt, now)) await this.sessions.used(this.database, sessionId, now);
    const { userId, name, role, stores } = user;
    return { kind: 'USER', userId, sessionId, name, role, stores, expiresAt: expiresAt.toISOString() };
  }

  async #key(tokenHash: string, now: Date): Promise<Identified | undefined> {
    const key = await this.keys.alive(this.database, tokenHash, now);
    if (!key) return undefined;
    const { keyId, prefix: name, scopes, stores, expiresAt } = key;
    if (isLongAgo(key.lastUsedAt, now)) await this.keys.used(this.database, keyId, now);
    return { kind: 'API_KEY', keyId, name, scopes, stores, expiresAt: expiresAt.toISOString() };
  }
}
