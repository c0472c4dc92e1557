import { canonicalJson } from '@encaisse/contracts';
import type { RegisterEvent } from '@encaisse/register-domain';
import type { OutboxRow } from './outbox.row.js';
import { sha256 } from './secrets.js';

/** What the first event of a register is chained to. */
export const FIRST_HASH = '0'.repeat(64);

type Linked = Pick<OutboxRow, 'storeId' | 'registerId' | 'incarnation' | 'seq' | 'prevHash'> & {
  readonly event: RegisterEvent;
};

/** The hash of one link: whatever of the event, its place or what came before were changed, it would be another. */
export const linkHash = ({ storeId, incarnation, registerId, seq, event, prevHash }: Linked): string =>
  sha256(canonicalJson({ storeId, incarnation, registerId, seq, event, prevHash }));
