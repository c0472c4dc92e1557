import { type OpenedSession, SESSION_TOKEN_PREFIX } from '@encaisse/contracts';
import { newToken, sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { PeopleJournal } from './people-journal.js';
import { SessionRepository } from './session.repository.js';
import { type User, UserRepository, userView } from './user.repository.js';

/** A working day. It is not made longer by being used: who forgets to log out is logged out by the evening. */
const LIFETIME_MS = 8 * 60 * 60 * 1_000;

export interface Origin {
  readonly address: string;
  readonly agent: string | null;
}

/** Gives a session to a user who has proved who she is. */
@Injectable()
export class SessionOpening {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly users: UserRepository,
    private readonly journal: PeopleJournal,
  ) {}

  async open(
    manager: EntityManager,
    user: User,
    { address, agent }: Origin,
    at: Date,
  ): Promise<OpenedSession> {
    const { userId, name } = user;
    const token = `${SESSION_TOKEN_PREFIX}${newToken()}`;
    const sessionId = uuidv7();
    const expiresAt = new Date(at.getTime() + LIFETIME_MS);
    const times = { createdAt: at, lastUsedAt: at, expiresAt };
    await this.sessions.open(manager, {
      sessionId,
      userId,
      tokenHash: sha256(token),
      ...times,
      address,
      agent,
    });
    await this.users.saveLogin(manager, userId, at);
    const facts = { sessionId, address };
    await this.journal.write(manager, { by: name, deed: 'LOGGED_IN', subjectId: userId, facts }, at);
    return {
      token,
      sessionId,
      expiresAt: expiresAt.toISOString(),
      user: userView({ ...user, lastLoginAt: at }),
    };
  }
}
