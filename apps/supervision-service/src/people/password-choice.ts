import { done, type Outcome, refused } from '@encaisse/contracts';
import { PasswordHashing } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isTooWeak } from './password-policy.js';
import { PeopleJournal } from './people-journal.js';
import { SessionRepository } from './session.repository.js';
import { type User, UserRepository } from './user.repository.js';

/** A password of one's own. */
@Injectable()
export class PasswordChoice {
  constructor(
    private readonly hashing: PasswordHashing,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly journal: PeopleJournal,
  ) {}

  /** Its hash; made before the transaction, because a hash waits for its turn and must hold no lock meanwhile. */
  async check(
    { name, displayName }: User,
    { former, newPassword }: { readonly former: string; readonly newPassword: string },
  ): Promise<Outcome<string>> {
    if (isTooWeak(newPassword, { name, displayName, former })) return refused('PASSWORD_TOO_WEAK');
    return done(await this.hashing.hash(newPassword));
  }

  /** Whatever was opened with the former password ends, but for the session that it is changed in. */
  async save(
    manager: EntityManager,
    { userId, name }: User,
    {
      passwordHash,
      exceptSessionId,
    }: { readonly passwordHash: string; readonly exceptSessionId: string | null },
    at: Date,
  ): Promise<void> {
    await this.users.savePassword(manager, userId, { passwordHash, oneTime: false, passwordExpiresAt: null });
    await this.sessions.endAll(manager, userId, exceptSessionId);
    await this.journal.write(
      manager,
      { by: name, deed: 'PASSWORD_CHOSEN', subjectId: userId, facts: {} },
      at,
    );
  }
}
