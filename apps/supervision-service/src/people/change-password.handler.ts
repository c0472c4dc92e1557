import {
  accountCommands,
  done,
  type Outcome,
  type RequestOf,
  refused,
  type UserView,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PasswordChoice } from './password-choice.js';
import { PeopleCommands } from './people-commands.js';
import { UserRepository, userView } from './user.repository.js';
import { UserAuthentication } from './user-authentication.js';

const contract = accountCommands.changePassword;

/** A user who is logged in says her password once more: a page left open is no proof. */
@Injectable()
export class ChangePasswordHandler {
  constructor(
    private readonly database: DataSource,
    private readonly commands: PeopleCommands,
    private readonly authentication: UserAuthentication,
    private readonly choice: PasswordChoice,
    private readonly users: UserRepository,
  ) {}

  async handle(request: RequestOf<typeof contract>): Promise<Outcome<UserView>> {
    // Asked again, the former password is right no more.
    const before = await this.commands.answered<UserView>(contract, request);
    if (before) return before;
    const { me, password, newPassword } = request;
    const known = await this.users.byId(this.database, me.userId);
    if (!known) return refused('ADMIN_LOGIN_FAILED');
    const proven = await this.authentication.prove({ name: known.name, password, network: me.sessionId });
    if (!proven.ok) return proven;
    const chosen = await this.choice.check(proven.value, { former: password, newPassword });
    if (!chosen.ok) return chosen;
    return this.commands.run(contract, request, async (manager, at) => {
      const user = await this.users.locked(manager, me.userId);
      if (!user || user.disabledAt !== null || user.passwordHash !== proven.value.passwordHash)
        return refused('ADMIN_LOGIN_FAILED');
      const saved = { passwordHash: chosen.value, exceptSessionId: me.sessionId };
      await this.choice.save(manager, user, saved, at);
      return done(userView(user));
    });
  }
}
