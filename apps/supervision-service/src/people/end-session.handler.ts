import {
  accountCommands,
  done,
  type Outcome,
  type RequestOf,
  type RpcContract,
  refused,
  userCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { PeopleCommands } from './people-commands.js';
import { PeopleJournal } from './people-journal.js';
import { SessionRepository } from './session.repository.js';
import { UserRepository } from './user.repository.js';

interface Order {
  readonly idempotencyKey: string;
  readonly userId: string;
  readonly sessionId: string;
  /** An administrator; the user herself otherwise. */
  readonly by: string | undefined;
}

/** Ends a login before its time: one of one's own, or one of a user. */
@Injectable()
export class EndSessionHandler {
  constructor(
    private readonly commands: PeopleCommands,
    private readonly sessions: SessionRepository,
    private readonly users: UserRepository,
    private readonly journal: PeopleJournal,
  ) {}

  handleOwn(
    request: RequestOf<typeof accountCommands.endMySession>,
  ): Promise<Outcome<Record<string, never>>> {
    const { idempotencyKey, sessionId, me } = request;
    const order = { idempotencyKey, sessionId, userId: me.userId, by: undefined };
    return this.#end(accountCommands.endMySession, order);
  }

  handle(request: RequestOf<typeof userCommands.endUserSession>): Promise<Outcome<Record<string, never>>> {
    const { administrator, ...order } = request;
    return this.#end(userCommands.endUserSession, { ...order, by: administrator });
  }

  #end(contract: RpcContract, order: Order): Promise<Outcome<Record<string, never>>> {
    const { userId, sessionId } = order;
    return this.commands.run(contract, order, async (manager, at) => {
      const user = await this.users.byId(manager, userId);
      if (!user || !(await this.sessions.end(manager, { userId, sessionId }, at)))
        return refused('USER_SESSION_UNKNOWN', { sessionId });
      const by = order.by ?? user.name;
      const deed = { by, deed: 'SESSION_ENDED', subjectId: userId, facts: { sessionId } } as const;
      await this.journal.write(manager, deed, at);
      return done({});
    });
  }
}
