import { LOG } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, IsNull, Not } from 'typeorm';
import { TillCredentials } from './till-credential.row.js';
import { TillIdentity } from './till-identity.js';

/** Tells the messaging server which devices are out: after each revocation, and at the start, should one have been missed. */
@Injectable()
export class NatsRevocations implements OnApplicationBootstrap {
  constructor(
    private readonly database: DataSource,
    private readonly identity: TillIdentity,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.push().catch((error: unknown) => this.log.error({ err: error }, 'revoked tills not told to NATS'));
  }

  async push(): Promise<void> {
    const revoked = await this.database.manager.find(TillCredentials, {
      where: { revokedAt: Not(IsNull()), natsPublicKey: Not(IsNull()) },
    });
    const keys = new Map<string, Date>();
    for (const { natsPublicKey, revokedAt } of revoked) {
      if (natsPublicKey !== null && revokedAt !== null) keys.set(natsPublicKey, revokedAt);
    }
    if (keys.size > 0) await this.identity.revoke(keys);
  }
}
