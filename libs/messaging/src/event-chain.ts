import { createHash } from 'node:crypto';
import { canonicalJson } from '@encaisse/contracts';

/** What the first event of a stream is chained to. */
export const FIRST_HASH = '0'.repeat(64);

/** One event in its place. `registerId` is the stream's id: of a store's own stream, the store's. */
export interface Link {
  readonly storeId: string;
  readonly incarnation: string;
  readonly registerId: string;
  readonly seq: number;
  readonly event: object;
  readonly prevHash: string;
}

/** The hash of one link: whatever of the event, its place or what came before were changed, it would be another. */
export const linkHash = ({ storeId, incarnation, registerId, seq, event, prevHash }: Link): string =>
  createHash('sha256')
    .update(canonicalJson({ storeId, incarnation, registerId, seq, event, prevHash }))
    .digest('hex');
