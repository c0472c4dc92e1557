import {
  done,
  type loginCommands,
  type OpenedSession,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PasswordChoice } from './password-choice.js';
import { SessionOpening } from './session-opening.js';
import { UserRepository } from './user.repository.js';
import { UserAuthentication } from './user-authentication.js';

type Contract = typeof loginCommands.chooseFirstPassword;

/** The one thing that a one-time password opens. */
@Injectable()
export class ChooseFirstPasswordHandler {
  constructor(
    private readonly database: DataSource,
    private readonly authentication: UserAuthentication,
    private readonly choice: PasswordChoice,
    private readonly users: UserRepository,
    private readonly opening: SessionOpening,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<OpenedSession>> {
    const { user: name, password, newPassword, network, ...origin } = request;
    const proven = await this.authentication.prove({ name, password, network });
    if (!proven.ok) return proven;
    if (!proven.value.oneTime) return refused('ADMIN_LOGIN_FAILED');
    const chosen = await this.choice.check(proven.value, { former: password, newPassword });
    if (!chosen.ok) return chosen;
    return inTransaction(this.database, async (manager) => {
      const user = await this.users.locked(manager, proven.value.userId);
      // Of two who know the one-time password, one is the first; and it may have been taken back meanwhile.
      if (!user || user.disabledAt !== null || user.passwordHash !== proven.value.passwordHash)
        return refused('ADMIN_LOGIN_FAILED');
      const at = new Date();
      await this.choice.save(manager, user, { passwordHash: chosen.value, exceptSessionId: null }, at);
      return done(await this.opening.open(manager, { ...user, oneTime: false }, origin, at));
    });
  }
}
