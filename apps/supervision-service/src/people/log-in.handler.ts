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
import { SessionOpening } from './session-opening.js';
import { UserRepository } from './user.repository.js';
import { UserAuthentication } from './user-authentication.js';

type Contract = typeof loginCommands.logIn;

@Injectable()
export class LogInHandler {
  constructor(
    private readonly database: DataSource,
    private readonly authentication: UserAuthentication,
    private readonly users: UserRepository,
    private readonly opening: SessionOpening,
  ) {}

  async handle({
    user: name,
    password,
    network,
    ...origin
  }: RequestOf<Contract>): Promise<Outcome<OpenedSession>> {
    const proven = await this.authentication.prove({ name, password, network });
    if (!proven.ok) return proven;
    if (proven.value.oneTime) return refused('PASSWORD_CHANGE_REQUIRED');
    return inTransaction(this.database, async (manager) => {
      const user = await this.users.locked(manager, proven.value.userId);
      // Disabled, or given another password, while hers was checked.
      if (!user || user.disabledAt !== null || user.passwordHash !== proven.value.passwordHash)
        return refused('ADMIN_LOGIN_FAILED');
      return done(await this.opening.open(manager, user, origin, new Date()));
    });
  }
}
