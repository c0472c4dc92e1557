import { done, type Outcome, type ReplyOf, type RequestOf, userCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { OneTimePasswords } from './one-time-passwords.js';
import { PeopleJournal } from './people-journal.js';
import { SessionRepository } from './session.repository.js';
import { UserRepository, userView } from './user.repository.js';
import { UserChanges } from './user-changes.js';

const contract = userCommands.resetPassword;
type Contract = typeof contract;

/** A forgotten password, or one that somebody else knows: it serves no more from now on. */
@Injectable()
export class ResetPasswordHandler {
  constructor(
    private readonly changes: UserChanges,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly passwords: OneTimePasswords,
    private readonly journal: PeopleJournal,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { userId, administrator: by } = request;
    const { password, ...secret } = await this.passwords.make();
    return this.changes.run(contract, request, async (manager, user, at) => {
      await this.users.savePassword(manager, userId, secret);
      await this.sessions.endAll(manager, userId);
      await this.journal.write(manager, { by, deed: 'PASSWORD_RESET', subjectId: userId, facts: {} }, at);
      const expiresAt = secret.passwordExpiresAt.toISOString();
      return done({ user: userView({ ...user, oneTime: true }), password, expiresAt });
    });
  }
}
