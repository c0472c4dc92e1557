import {
  accessQueries,
  accountCommands,
  accountQueries,
  loginCommands,
  userQueries,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ChangePasswordHandler } from './change-password.handler.js';
import { ChooseFirstPasswordHandler } from './choose-first-password.handler.js';
import { EndSessionHandler } from './end-session.handler.js';
import { IdentifyQuery } from './identify.query.js';
import { LocateQuery } from './locate.query.js';
import { LogInHandler } from './log-in.handler.js';
import { PeopleQuery } from './people.query.js';
import { PeopleJournal } from './people-journal.js';

/** Whom the gateway lets in. */
@Injectable()
export class AccessRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly identify: IdentifyQuery,
    private readonly locate: LocateQuery,
    private readonly people: PeopleQuery,
    private readonly journal: PeopleJournal,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', accessQueries, {
      identify: (request) => this.identify.handle(request),
      locate: (request) => this.locate.handle(request),
    });
    this.bus.serve('supervision', accountQueries, {
      me: (request) => this.people.me(request),
      mySessions: ({ me }) => this.people.sessionsOf(me.userId),
    });
    this.bus.serve('supervision', userQueries, {
      listUsers: () => this.people.listUsers(),
      listUserSessions: ({ userId }) => this.people.sessionsOf(userId),
      listApiKeys: () => this.people.listApiKeys(),
      peopleJournal: (request) => this.journal.handle(request),
    });
  }
}

/** What users do for themselves. */
@Injectable()
export class AccountRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly loggingIn: LogInHandler,
    private readonly firstPassword: ChooseFirstPasswordHandler,
    private readonly password: ChangePasswordHandler,
    private readonly sessions: EndSessionHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', loginCommands, {
      logIn: (request) => this.loggingIn.handle(request),
      chooseFirstPassword: (request) => this.firstPassword.handle(request),
    });
    this.bus.serve('supervision', accountCommands, {
      changePassword: (request) => this.password.handle(request),
      endMySession: (request) => this.sessions.handleOwn(request),
    });
  }
}
