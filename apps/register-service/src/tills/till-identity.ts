/** Gives a till's device its identity on the messaging server, and takes it back. */
export abstract class TillIdentity {
  /** A token for the device's own key pair; null where the server asks for no identity. */
  abstract sign(tillId: string, userPublicKey: string): Promise<string | null>;
  /** Lets tokens of these keys in no more, up to the moment given; the whole list each time. */
  abstract revoke(keys: ReadonlyMap<string, Date>): Promise<void>;
}
