import { LOG } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, IsNull, Not } from 'typeorm';
import { type TillCredentialRow, TillCredentials } from './till-credential.row.js';
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
    const ofAgents = await this.database.manager.findBy(TillCredentials, { natsPublicKey: Not(IsNull()) });
    const keys = revokedKeys(ofAgents);
    if (keys.size > 0) await this.identity.revoke(keys);
  }
}

/**
 * The keys that were revoked, each with the moment up to which its tokens are out. The token of a credential that is alive
 * stays good, also where an enrolment was asked twice with one key: the revocation then ends in the second before it.
 */
export function revokedKeys(
  credentials: readonly Pick<TillCredentialRow, 'natsPublicKey' | 'enrolledAt' | 'revokedAt'>[],
): ReadonlyMap<string, Date> {
  const keys = new Map<string, Date>();
  for (const [key, ofKey] of Map.groupBy(credentials, ({ natsPublicKey }) => natsPublicKey)) {
    const revokedMs = ofKey.flatMap(({ revokedAt }) => revokedAt?.getTime() ?? []);
    if (key === null || revokedMs.length === 0) continue;
    // Tokens tell whole seconds.
    const aliveMs = ofKey
      .filter(({ revokedAt }) => revokedAt === null)
      .map(({ enrolledAt }) => (Math.floor(enrolledAt.getTime() / 1_000) - 1) * 1_000);
    keys.set(key, new Date(Math.min(Math.max(...revokedMs), ...aliveMs)));
  }
  return keys;
}
