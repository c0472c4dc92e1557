import { PasswordHashing } from '@encaisse/secrets';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { SupervisionConfig } from '../supervision.config.js';
import { newOneTimePassword } from './new-one-time-password.js';
import type { NewPassword } from './user.repository.js';

/** Passwords that are told once, expire, and open nothing but the choice of another one. */
@Injectable()
export class OneTimePasswords {
  constructor(
    private readonly hashing: PasswordHashing,
    @Inject(CONFIG) private readonly config: Pick<SupervisionConfig, 'ONE_TIME_PASSWORD_HOURS'>,
  ) {}

  /** Made before the transaction: a hash waits for its turn, and must not hold a lock or a connection while it does. */
  async make(): Promise<NewPassword & { readonly password: string; readonly passwordExpiresAt: Date }> {
    const password = newOneTimePassword();
    const passwordExpiresAt = new Date(Date.now() + this.config.ONE_TIME_PASSWORD_HOURS * 3_600_000);
    return { password, passwordHash: await this.hashing.hash(password), oneTime: true, passwordExpiresAt };
  }
}
