import {
  type accountQueries,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type UserView,
  type userQueries,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiKeyRepository, apiKeyView } from './api-key.repository.js';
import { SessionRepository, sessionView } from './session.repository.js';
import { UserRepository, userView } from './user.repository.js';

type Sessions = ReplyOf<typeof userQueries.listUserSessions>;

/** Users, their sessions, and keys, as they are shown. */
@Injectable()
export class PeopleQuery {
  constructor(
    private readonly database: DataSource,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly keys: ApiKeyRepository,
  ) {}

  async me({ me }: RequestOf<typeof accountQueries.me>): Promise<Outcome<UserView>> {
    const user = await this.users.byId(this.database, me.userId);
    return user ? done(userView(user)) : refused('ADMIN_TOKEN_INVALID');
  }

  async listUsers(): Promise<Outcome<ReplyOf<typeof userQueries.listUsers>>> {
    const users = await this.users.all(this.database);
    return done({ users: users.map(userView) });
  }

  async sessionsOf(userId: string): Promise<Outcome<Sessions>> {
    if (!(await this.users.byId(this.database, userId))) return refused('USER_UNKNOWN', { userId });
    const sessions = await this.sessions.ofUser(this.database, userId, new Date());
    return done({ sessions: sessions.map(sessionView) });
  }

  async listApiKeys(): Promise<Outcome<ReplyOf<typeof userQueries.listApiKeys>>> {
    const keys = await this.keys.all(this.database);
    return done({ keys: keys.map(apiKeyView) });
  }
}
