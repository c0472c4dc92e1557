import { randomInt } from 'node:crypto';
import { PasswordHashing } from '@encaisse/secrets';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RegisterConfig } from '../register.config.js';
import { type StoreEventRun, StoreStream } from '../relay/store-stream.js';
import { SellerSecrets } from './seller-secret.row.js';

export interface NewPin {
  readonly pin: string;
  readonly secretHash: string;
}

/** PINs that are told once, expire, and open nothing but the choice of a password. */
@Injectable()
export class OneTimePins {
  constructor(
    private readonly hashing: PasswordHashing,
    private readonly stream: StoreStream,
    @Inject(CONFIG) private readonly config: Pick<RegisterConfig, 'PIN_HOURS'>,
  ) {}

  /** Made before the transaction: a hash waits for its turn, and must not hold a lock or a connection while it does. */
  async make(): Promise<NewPin> {
    const pin = randomInt(100_000_000).toString().padStart(8, '0');
    return { pin, secretHash: await this.hashing.hash(pin) };
  }

  /** Puts the PIN in the place of whatever secret the seller had: a forgotten password stops working at once. */
  async give(
    manager: EntityManager,
    {
      storeId,
      sellerCode,
      by,
    }: { readonly storeId: string; readonly sellerCode: string; readonly by: string },
    { pin, secretHash }: NewPin,
    { at, correlationId }: StoreEventRun,
  ): Promise<{ sellerCode: string; pin: string; expiresAt: string }> {
    const expiresAt = new Date(at.getTime() + this.config.PIN_HOURS * 3_600_000);
    await manager.upsert(
      SellerSecrets,
      { storeId, sellerCode, kind: 'PIN', secretHash, expiresAt, changedAt: at },
      ['storeId', 'sellerCode'],
    );
    await this.stream.append(manager, storeId, { type: 'pinGiven', by, sellerCode }, { at, correlationId });
    return { sellerCode, pin, expiresAt: expiresAt.toISOString() };
  }
}
