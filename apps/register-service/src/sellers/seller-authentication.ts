import { done, type Outcome, type Right, refused, type SellerLogin } from '@encaisse/contracts';
import { PasswordHashing } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import type { KnownTill } from '../tills/till-authentication.js';
import { LoginFailureCount } from './login-failures.js';
import type { Seller } from './seller.js';
import { SellerDirectory } from './seller-directory.js';
import { type SellerSecretRow, SellerSecrets } from './seller-secret.row.js';

/** A seller whose secret was right; the secret may still be a one-time PIN. */
export interface ProvenSeller {
  readonly seller: Seller;
  readonly secret: Pick<SellerSecretRow, 'kind' | 'secretHash'>;
}

@Injectable()
export class SellerAuthentication {
  constructor(
    private readonly database: DataSource,
    private readonly sellers: SellerDirectory,
    private readonly hashing: PasswordHashing,
    private readonly failures: LoginFailureCount,
    private readonly clock: Clock,
  ) {}

  /**
   * The seller, once her own password was right: CREDENTIALS_INVALID alike for a wrong password, an unknown seller and one
   * without a password, SELLER_LOCKED after too many, PIN_CHANGE_REQUIRED for a one-time PIN.
   */
  async authenticate(at: KnownTill, login: SellerLogin): Promise<Outcome<Seller>> {
    const proven = await this.prove(at, login);
    if (!proven.ok) return proven;
    const { seller, secret } = proven.value;
    return secret.kind === 'PIN' ? refused('PIN_CHANGE_REQUIRED') : done(seller);
  }

  /** The same for the one command that a one-time PIN opens. */
  async prove({ till, store }: KnownTill, login: SellerLogin): Promise<Outcome<ProvenSeller>> {
    const place = { storeId: store.storeId, sellerCode: login.code, tillId: till.tillId };
    const [seller, secret] = await Promise.all([
      this.sellers.find(this.database.manager, store, login.code),
      this.database.manager.findOneBy(SellerSecrets, {
        storeId: store.storeId,
        sellerCode: login.code,
      }),
    ]);
    const now = this.clock.now();
    const usable =
      seller !== undefined && secret !== null && (secret.expiresAt === null || now < secret.expiresAt);
    let secondsLocked = 0;
    const right = await this.hashing.verify(usable ? secret.secretHash : undefined, login.password, {
      allowed: async () => {
        secondsLocked = await this.failures.secondsLocked(place, this.clock.now());
        return secondsLocked === 0;
      },
      wrong: () => this.failures.failed(place, this.clock.now()),
    });
    if (right === 'NOT_ALLOWED') return refused('SELLER_LOCKED', { retryAfterSeconds: secondsLocked });
    if (!right || !usable) return refused('CREDENTIALS_INVALID');
    await this.failures.succeeded(place);
    return done({ seller, secret });
  }
}

/** The guard after authentication. */
export const rightMissing = (seller: Seller, right: Right): ReturnType<typeof refused> | undefined =>
  seller.rights.includes(right) ? undefined : refused('RIGHT_MISSING', { right });
