import type { Outcome, TicketView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type JournalEntry, TicketJournal } from './ticket-journal.js';

/** Bounds a transaction: even full tickets make a statement that every server takes. */
const BATCH_MAX = 32;

interface Waiting {
  readonly entry: JournalEntry;
  readonly resolve: (outcome: Outcome<TicketView>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One lane for each register: while a batch of its tickets is committed, those that come wait, and share the next commit.
 * A lone ticket goes at once. Lanes are of this process; between processes the register's lock decides.
 */
@Injectable()
export class TicketLanes {
  readonly #lanes = new Map<string, Waiting[]>();

  constructor(private readonly journal: TicketJournal) {}

  append(entry: JournalEntry): Promise<Outcome<TicketView>> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { entry, resolve, reject };
      const lane = this.#lanes.get(entry.registerId);
      if (lane) lane.push(waiting);
      else void this.#open(entry.registerId, waiting);
    });
  }

  async #open(registerId: string, first: Waiting): Promise<void> {
    const lane = [first];
    this.#lanes.set(registerId, lane);
    while (lane.length > 0) await this.#commit(takeBatch(lane));
    this.#lanes.delete(registerId);
  }

  /** Settles every one of the batch, and never throws. */
  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.journal.append(batch.map(({ entry }) => entry));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome) resolve(outcome);
        else reject(new Error('the journal left an entry unanswered'));
      }
    } catch (error) {
      if (batch.length === 1) for (const { reject } of batch) reject(error);
      // Nothing of it was committed: each alone, so that a bad one fails alone.
      else for (const waiting of batch) await this.#commit([waiting]);
    }
  }
}

/** The longest start of the lane in which no ticket and no key comes twice: a repetition waits for the first's outcome. */
function takeBatch(lane: Waiting[]): readonly Waiting[] {
  const seen = new Set<string>();
  const clashAt = lane.findIndex(({ entry }) => {
    const names = [`ticket ${entry.ticketId}`, `key ${entry.command.identity.idempotencyKey}`];
    const clashes = names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    return clashes;
  });
  return lane.splice(0, Math.min(clashAt === -1 ? lane.length : clashAt, BATCH_MAX));
}
