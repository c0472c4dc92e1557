import type { Outcome, TicketView } from '@encaisse/contracts';
import type { ConnectedCommand } from '../kernel/register-commands.js';

/** One ticket to be finalised, and who asks it. */
export interface JournalEntry {
  readonly command: ConnectedCommand;
  readonly registerId: string;
  readonly ticketId: string;
  readonly printReceipt: boolean;
  readonly correlationId: string;
}

/**
 * Where finalised tickets go, for ever. The entries of a batch may be of several registers and share one commit; each is
 * fenced by the epoch of its own connection, and numbered under its register's lock.
 */
export abstract class TicketJournal {
  /**
   * Outcomes in the order of the entries: one that is refused does not keep the others out. No two entries may share
   * a ticket or an idempotency key.
   * @throws Error when the batch could not be committed: nothing of it is there then.
   */
  abstract append(batch: readonly JournalEntry[]): Promise<readonly Outcome<TicketView>[]>;
}
