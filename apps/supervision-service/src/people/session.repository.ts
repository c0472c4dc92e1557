import type { UserSessionView } from '@encaisse/contracts';
import { dateOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface UserSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly tokenHash: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly address: string;
  readonly agent: string | null;
}
type Query = Pick<EntityManager, 'query'>;

/** Logins that are alive; one that has ended is gone, the journal remembers it. */
@Injectable()
export class SessionRepository {
  async open(manager: EntityManager, session: UserSession): Promise<void> {
    await manager.query(
      `INSERT INTO supervision_user_sessions
         (session_id, user_id, token_hash, created_at, last_used_at, expires_at, address, agent) VALUES (?)`,
      [
        [
          session.sessionId,
          session.userId,
          session.tokenHash,
          session.createdAt,
          session.lastUsedAt,
          session.expiresAt,
          session.address,
          session.agent,
        ],
      ],
    );
  }

  async alive(manager: Query, tokenHash: string, now: Date): Promise<UserSession | undefined> {
    const [row] = (await manager.query(
      'SELECT * FROM supervision_user_sessions WHERE token_hash = ? AND expires_at > ?',
      [tokenHash, now],
    )) as SqlRow[];
    return row && sessionOf(row);
  }

  /** Newest first. */
  async ofUser(manager: Query, userId: string, now: Date): Promise<UserSession[]> {
    const rows = (await manager.query(
      `SELECT * FROM supervision_user_sessions WHERE user_id = ? AND expires_at > ?
       ORDER BY created_at DESC, session_id DESC LIMIT 200`,
      [userId, now],
    )) as SqlRow[];
    return rows.map(sessionOf);
  }

  async used(manager: Query, sessionId: string, now: Date): Promise<void> {
    await manager.query('UPDATE supervision_user_sessions SET last_used_at = ? WHERE session_id = ?', [
      now,
      sessionId,
    ]);
  }

  /** Whether there was such a session of this user. */
  async end(
    manager: EntityManager,
    { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
    now: Date,
  ): Promise<boolean> {
    const { affectedRows } = (await manager.query(
      'DELETE FROM supervision_user_sessions WHERE session_id = ? AND user_id = ? AND expires_at > ?',
      [sessionId, userId, now],
    )) as { affectedRows: number };
    return affectedRows === 1;
  }

  async endAll(manager: EntityManager, userId: string, except: string | null = null): Promise<void> {
    await manager.query(
      'DELETE FROM supervision_user_sessions WHERE user_id = ? AND NOT (session_id <=> ?)',
      [userId, except],
    );
  }
}

const sessionOf = (row: SqlRow): UserSession => ({
  sessionId: String(row['session_id']),
  userId: String(row['user_id']),
  tokenHash: String(row['token_hash']),
  createdAt: dateOf(row['created_at']),
  lastUsedAt: dateOf(row['last_used_at']),
  expiresAt: dateOf(row['expires_at']),
  address: String(row['address']),
  agent: nullable(row['agent'], String),
});

export const sessionView = (session: UserSession): UserSessionView => ({
  sessionId: session.sessionId,
  createdAt: session.createdAt.toISOString(),
  lastUsedAt: session.lastUsedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
  address: session.address,
  agent: session.agent,
});
