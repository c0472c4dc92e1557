import { PasswordHashing, Safe } from '@encaisse/secrets';
import { CONFIG } from '@encaisse/service-kit';
import type { Provider } from '@nestjs/common';
import type { SupervisionConfig } from '../supervision.config.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { ChangePasswordHandler } from './change-password.handler.js';
import { ChangeUserAccessHandler } from './change-user-access.handler.js';
import { ChooseFirstPasswordHandler } from './choose-first-password.handler.js';
import { CreateApiKeyHandler } from './create-api-key.handler.js';
import { CreateUserHandler } from './create-user.handler.js';
import { DisableUserHandler } from './disable-user.handler.js';
import { EndSessionHandler } from './end-session.handler.js';
import { IdentifyQuery } from './identify.query.js';
import { LocateQuery } from './locate.query.js';
import { LogInHandler } from './log-in.handler.js';
import { LoginFailures } from './login-failures.js';
import { OneTimePasswords } from './one-time-passwords.js';
import { PasswordChoice } from './password-choice.js';
import { PeopleQuery } from './people.query.js';
import { AccessRequests, AccountRequests } from './people.requests.js';
import { PeopleCommands } from './people-commands.js';
import { PeopleForgetting } from './people-forgetting.js';
import { PeopleJournal } from './people-journal.js';
import { ResetPasswordHandler } from './reset-password.handler.js';
import { RevokeApiKeyHandler } from './revoke-api-key.handler.js';
import { SessionRepository } from './session.repository.js';
import { SessionOpening } from './session-opening.js';
import { UserRepository } from './user.repository.js';
import { KeyRequests, UserRequests } from './user.requests.js';
import { UserAuthentication } from './user-authentication.js';
import { UserChanges } from './user-changes.js';

/** Head office's users, their sessions, and the keys of other systems. */
export const PEOPLE: Provider[] = [
  {
    provide: Safe,
    useFactory: ({ PASSWORD_PEPPER }: SupervisionConfig) => new Safe(PASSWORD_PEPPER, 'head office'),
    inject: [CONFIG],
  },
  ...[UserRepository, SessionRepository, ApiKeyRepository, LoginFailures],
  { provide: PasswordHashing, useFactory: (safe: Safe) => new PasswordHashing(safe), inject: [Safe] },
  ...[OneTimePasswords, PasswordChoice, UserAuthentication, SessionOpening],
  ...[PeopleJournal, PeopleCommands, PeopleForgetting, UserChanges],
  ...[LogInHandler, ChooseFirstPasswordHandler, ChangePasswordHandler, EndSessionHandler],
  ...[CreateUserHandler, ChangeUserAccessHandler, DisableUserHandler, ResetPasswordHandler],
  ...[CreateApiKeyHandler, RevokeApiKeyHandler, IdentifyQuery, LocateQuery, PeopleQuery],
  ...[AccessRequests, AccountRequests, UserRequests, KeyRequests],
];
