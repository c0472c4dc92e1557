import type { Outcome, TicketView } from '@encaisse/contracts';
import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { RegisterUnits } from '../kernel/register-units.js';
import { StoredAnswers } from '../kernel/stored-answers.js';
import { Finalisation, type Finalised } from './finalisation.js';
import { JournalWriter } from './journal-writer.js';
import { type JournalEntry, TicketJournal } from './ticket-journal.js';

/** The journal in SQL: one transaction for a batch, one statement of many rows for each table. */
@Injectable()
export class SqlTicketJournal extends TicketJournal {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly answers: StoredAnswers,
    private readonly units: RegisterUnits,
    private readonly finalisation: Finalisation,
    private readonly writer: JournalWriter,
  ) {
    super();
  }

  append(batch: readonly JournalEntry[]): Promise<readonly Outcome<TicketView>[]> {
    return inTransaction(this.database, (manager) => this.#append(manager, batch));
  }

  /** Registers locked, stored answers, connections, the domain, rows. */
  async #append(
    manager: EntityManager,
    batch: readonly JournalEntry[],
  ): Promise<readonly Outcome<TicketView>[]> {
    const at = this.clock.now();
    const registerIds = new Set(batch.map(({ registerId }) => registerId));
    const units = await this.units.lock(manager, registerIds, at);
    const stored = await this.answers.findAll(
      manager,
      batch.map(({ command }) => command.identity),
    );
    const early = new Map<JournalEntry, Outcome<TicketView>>();
    for (const [index, entry] of batch.entries()) {
      const answer = (stored[index] as Outcome<TicketView> | undefined) ?? entry.command.barred();
      if (answer) early.set(entry, answer);
    }
    const open = batch.filter((entry) => !early.has(entry));
    const results = new Map(
      (await this.#finalise(manager, open, { units, at })).map((result) => [result.entry, result.outcome]),
    );
    return batch.map((entry) => {
      const outcome = early.get(entry) ?? results.get(entry);
      if (!outcome) throw new Error(`ticket ${entry.ticketId} got no answer`);
      return outcome;
    });
  }

  async #finalise(
    manager: EntityManager,
    entries: readonly JournalEntry[],
    { units, at }: { readonly units: ReadonlyMap<string, RegisterUnit>; readonly at: Date },
  ): Promise<readonly Finalised[]> {
    if (entries.length === 0) return [];
    const results = await this.finalisation.finalise(manager, units, entries);
    await this.writer.write(manager, results);
    await this.units.append(manager, units.values());
    await this.answers.storeAll(manager, answersOf(results, at));
    return results;
  }
}

/** The answers of those that had an effect. */
const answersOf = (results: readonly Finalised[], at: Date) =>
  results.flatMap(({ entry, outcome, written }) =>
    outcome.ok && written
      ? [
          {
            command: entry.command.identity,
            answer: { value: outcome.value, at, correlationId: entry.correlationId },
          },
        ]
      : [],
  );
