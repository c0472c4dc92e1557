import { userCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ChangeUserAccessHandler } from './change-user-access.handler.js';
import { CreateApiKeyHandler } from './create-api-key.handler.js';
import { CreateUserHandler } from './create-user.handler.js';
import { DisableUserHandler } from './disable-user.handler.js';
import { EndSessionHandler } from './end-session.handler.js';
import { ResetPasswordHandler } from './reset-password.handler.js';
import { RevokeApiKeyHandler } from './revoke-api-key.handler.js';

const { createUser, changeUserAccess, disableUser, enableUser, resetPassword, ...others } = userCommands;

/** What administrators do to users. */
@Injectable()
export class UserRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly creation: CreateUserHandler,
    private readonly access: ChangeUserAccessHandler,
    private readonly disabling: DisableUserHandler,
    private readonly password: ResetPasswordHandler,
  ) {}

  onApplicationBootstrap(): void {
    const users = { createUser, changeUserAccess, disableUser, enableUser, resetPassword };
    this.bus.serve('supervision', users, {
      createUser: (request) => this.creation.handle(request),
      changeUserAccess: (request) => this.access.handle(request),
      disableUser: (request) => this.disabling.handle(request),
      enableUser: (request) => this.disabling.handleEnabling(request),
      resetPassword: (request) => this.password.handle(request),
    });
  }
}

/** What administrators do to sessions and keys. */
@Injectable()
export class KeyRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly sessions: EndSessionHandler,
    private readonly creation: CreateApiKeyHandler,
    private readonly revocation: RevokeApiKeyHandler,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', others, {
      endUserSession: (request) => this.sessions.handle(request),
      createApiKey: (request) => this.creation.handle(request),
      revokeApiKey: (request) => this.revocation.handle(request),
    });
  }
}
