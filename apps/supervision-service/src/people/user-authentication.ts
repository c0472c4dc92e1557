import { done, type Outcome, refused } from '@encaisse/contracts';
import { PasswordHashing } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LoginFailures } from './login-failures.js';
import { type User, UserRepository } from './user.repository.js';

export interface Proof {
  readonly name: string;
  readonly password: string;
  readonly network: string;
}

@Injectable()
export class UserAuthentication {
  constructor(
    private readonly database: DataSource,
    private readonly users: UserRepository,
    private readonly hashing: PasswordHashing,
    private readonly failures: LoginFailures,
  ) {}

  /**
   * The user, once her password was right; it may still be a one-time one. ADMIN_LOGIN_FAILED alike for a wrong password,
   * an unknown user, a disabled one and a one-time password that has expired; TOO_MANY_ATTEMPTS after too many.
   */
  async prove({ name, password, network }: Proof): Promise<Outcome<User>> {
    const place = { name, network };
    const user = await this.users.byName(this.database, name);
    const expired = user?.passwordExpiresAt != null && user.passwordExpiresAt <= new Date();
    const usable = user !== undefined && user.disabledAt === null && !expired;
    let secondsLocked = 0;
    const right = await this.hashing.verify(usable ? user.passwordHash : undefined, password, {
      allowed: async () => {
        secondsLocked = await this.failures.secondsLocked(place, new Date());
        return secondsLocked === 0;
      },
      wrong: () => this.failures.failed(place, new Date()),
    });
    if (right === 'NOT_ALLOWED') return refused('TOO_MANY_ATTEMPTS', { retryAfterSeconds: secondsLocked });
    if (!right || !usable) return refused('ADMIN_LOGIN_FAILED');
    await this.failures.succeeded(place);
    return done(user);
  }
}
