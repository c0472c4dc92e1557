/** Gives a till's device its identity on the messaging server, and takes it back. */
export abstract class TillIdentity {
  /** A token for the device's own key pair; null where the server asks for no identity. */
  abstract sign(tillId: string, userPublicKey: string): Promise<string | null>;
  /** Lets these keys in no more; the whole list each time, each with the moment since when. */
  abstract revoke(keys: ReadonlyMap<string, Date>): Promise<void>;
}
