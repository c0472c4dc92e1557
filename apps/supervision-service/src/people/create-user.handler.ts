import { done, type Outcome, type ReplyOf, type RequestOf, refused, userCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { OneTimePasswords } from './one-time-passwords.js';
import { PeopleCommands } from './people-commands.js';
import { PeopleJournal } from './people-journal.js';
import { UserRepository, userView } from './user.repository.js';

const contract = userCommands.createUser;
type Contract = typeof contract;

@Injectable()
export class CreateUserHandler {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly users: UserRepository,
    private readonly passwords: OneTimePasswords,
    private readonly journal: PeopleJournal,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { userId, name, displayName, role, stores, administrator: by } = request;
    const { password, ...secret } = await this.passwords.make();
    return this.commands.run(contract, request, async (manager, at) => {
      if (await this.users.byId(manager, userId)) return refused('ID_REUSED', { userId });
      if (await this.users.byName(manager, name)) return refused('USER_NAME_TAKEN', { name });
      const times = { createdAt: at, lastLoginAt: null, disabledAt: null };
      const user = { userId, name, displayName, role, stores, ...secret, ...times };
      await this.users.add(manager, user);
      const facts = { name, role, stores };
      await this.journal.write(manager, { by, deed: 'USER_CREATED', subjectId: userId, facts }, at);
      return done({ user: userView(user), password, expiresAt: secret.passwordExpiresAt.toISOString() });
    });
  }
}
