import type { Outcome, TicketView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type JournalEntry, TicketJournal } from './ticket-journal.js';

/** Bounds a transaction: even full tickets make a statement that every server takes. */
const BATCH_MAX = 32;
/** Few at once: what waits meanwhile makes the next commit larger, and a larger one costs less for each ticket. */
const COMMITS_MAX = 2;

interface Waiting {
  readonly entry: JournalEntry;
  readonly resolve: (outcome: Outcome<TicketView>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One lane for each register, in which its tickets keep their order; what waits in all lanes when a commit can begin shares
 * it. A lone ticket goes at once. Lanes are of this process; between processes the register's lock decides.
 */
@Injectable()
export class TicketLanes {
  #waiting: Waiting[] = [];
  /** The registers whose tickets are being committed: theirs that come now wait. */
  readonly #busy = new Set<string>();
  #commits = 0;

  constructor(private readonly journal: TicketJournal) {}

  append(entry: JournalEntry): Promise<Outcome<TicketView>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      this.#begin();
    });
  }

  /** Begins as many commits as may run. */
  #begin(): void {
    while (this.#commits < COMMITS_MAX) {
      const batch = takeBatch(this.#waiting, this.#busy);
      if (batch.length === 0) return;
      const taken = new Set(batch);
      this.#waiting = this.#waiting.filter((waiting) => !taken.has(waiting));
      void this.#run(batch);
    }
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    const registers = new Set(batch.map(({ entry }) => entry.registerId));
    for (const registerId of registers) this.#busy.add(registerId);
    this.#commits += 1;
    await this.#commit(batch);
    this.#commits -= 1;
    for (const registerId of registers) this.#busy.delete(registerId);
    this.#begin();
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

/**
 * The next commit: from each lane that is not busy the longest start in which no ticket and no key comes twice, because a
 * repetition waits for the first's outcome.
 */
function takeBatch(waiting: readonly Waiting[], busy: ReadonlySet<string>): readonly Waiting[] {
  const seen = new Set<string>();
  const closed = new Set(busy);
  const batch: Waiting[] = [];
  for (const one of waiting) {
    const { ticketId, registerId, command } = one.entry;
    if (closed.has(registerId)) continue;
    const names = [`ticket ${ticketId}`, `key ${command.identity.idempotencyKey}`];
    if (names.some((name) => seen.has(name))) {
      closed.add(registerId);
      continue;
    }
    for (const name of names) seen.add(name);
    batch.push(one);
    if (batch.length === BATCH_MAX) break;
  }
  return batch;
}
