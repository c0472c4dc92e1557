import { type Outcome, type RpcContract, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PeopleCommands } from './people-commands.js';
import { type User, UserRepository } from './user.repository.js';

interface Request {
  readonly idempotencyKey: string;
  readonly administrator: string;
  readonly userId: string;
}

/** What an administrator does to somebody else's account. */
@Injectable()
export class UserChanges {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly users: UserRepository,
  ) {}

  /** USER_UNKNOWN; OWN_ACCOUNT: nobody takes her own rights, or locks herself out. */
  run<T>(
    contract: RpcContract,
    request: Request,
    work: (manager: EntityManager, user: User, at: Date) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const { userId, administrator } = request;
    return this.commands.run(contract, request, async (manager, at) => {
      const user = await this.users.locked(manager, userId);
      if (!user) return refused('USER_UNKNOWN', { userId });
      return user.name === administrator ? refused('OWN_ACCOUNT') : work(manager, user, at);
    });
  }
}
