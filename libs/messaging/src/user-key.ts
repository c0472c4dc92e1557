import { createUser } from '@nats-io/nkeys';

/** A NATS user key pair. The seed stays with its owner; only the public key is ever sent. */
export interface UserKey {
  readonly publicKey: string;
  readonly seed: string;
}

export function newUserKey(): UserKey {
  const pair = createUser();
  return { publicKey: pair.getPublicKey(), seed: new TextDecoder().decode(pair.getSeed()) };
}
