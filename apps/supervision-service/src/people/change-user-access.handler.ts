import { done, type Outcome, type RequestOf, type UserView, userCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { PeopleJournal } from './people-journal.js';
import { UserRepository, userView } from './user.repository.js';
import { UserChanges } from './user-changes.js';

const contract = userCommands.changeUserAccess;

/** Her sessions stay, and may from now on what she may. */
@Injectable()
export class ChangeUserAccessHandler {
  constructor(
    private readonly changes: UserChanges,
    private readonly users: UserRepository,
    private readonly journal: PeopleJournal,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<UserView>> {
    const { userId, role, stores, administrator: by } = request;
    return this.changes.run(contract, request, async (manager, user, at) => {
      await this.users.saveAccess(manager, userId, { role, stores });
      const facts = { from: { role: user.role, stores: user.stores }, to: { role, stores } };
      await this.journal.write(manager, { by, deed: 'ACCESS_CHANGED', subjectId: userId, facts }, at);
      return done(userView({ ...user, role, stores }));
    });
  }
}
