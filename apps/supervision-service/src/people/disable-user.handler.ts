import { done, type Outcome, type RequestOf, type UserView, userCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { PeopleJournal } from './people-journal.js';
import { SessionRepository } from './session.repository.js';
import { UserRepository, userView } from './user.repository.js';
import { UserChanges } from './user-changes.js';

const { disableUser, enableUser } = userCommands;

/** Keeps a user out, with all her sessions, or lets her in again. */
@Injectable()
export class DisableUserHandler {
  constructor(
    private readonly changes: UserChanges,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly journal: PeopleJournal,
  ) {}

  handle(request: RequestOf<typeof disableUser>): Promise<Outcome<UserView>> {
    const { userId, administrator: by } = request;
    return this.changes.run(disableUser, request, async (manager, user, at) => {
      if (user.disabledAt !== null) return done(userView(user));
      await this.users.saveDisabled(manager, userId, at);
      await this.sessions.endAll(manager, userId);
      await this.journal.write(manager, { by, deed: 'USER_DISABLED', subjectId: userId, facts: {} }, at);
      return done(userView({ ...user, disabledAt: at }));
    });
  }

  handleEnabling(request: RequestOf<typeof enableUser>): Promise<Outcome<UserView>> {
    const { userId, administrator: by } = request;
    return this.changes.run(enableUser, request, async (manager, user, at) => {
      if (user.disabledAt === null) return done(userView(user));
      await this.users.saveDisabled(manager, userId, null);
      await this.journal.write(manager, { by, deed: 'USER_ENABLED', subjectId: userId, facts: {} }, at);
      return done(userView({ ...user, disabledAt: null }));
    });
  }
}
