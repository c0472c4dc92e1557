import { pushRevocations, signTillUser } from '@encaisse/messaging';
import type { RegisterConfig } from '../register.config.js';
import { TillIdentity } from './till-identity.js';

/** NATS in operator mode. Without a signer the server is an open one; without a revoker, credentials alone are revoked. */
export class NatsTillIdentity extends TillIdentity {
  constructor(
    private readonly config: Pick<RegisterConfig, 'NATS_URL' | 'NATS_TILL_SIGNER' | 'NATS_REVOKER'>,
  ) {
    super();
  }

  async sign(tillId: string, userPublicKey: string): Promise<string | null> {
    const signer = this.config.NATS_TILL_SIGNER;
    return signer === undefined ? null : signTillUser(signer, tillId, userPublicKey);
  }

  async revoke(keys: ReadonlyMap<string, Date>): Promise<void> {
    const { NATS_REVOKER, NATS_URL } = this.config;
    if (NATS_REVOKER === undefined) return;
    const seconds = [...keys].map(([key, since]) => [key, Math.ceil(since.getTime() / 1_000)] as const);
    await pushRevocations([NATS_URL], NATS_REVOKER, Object.fromEntries(seconds));
  }
}
