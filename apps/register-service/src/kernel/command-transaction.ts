import type { Outcome } from '@encaisse/contracts';
import { currentCorrelationId } from '@encaisse/messaging';
import { inTransaction, isDuplicateKey, LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { AfterCommit, CommandRun } from './after-commit.js';
import { Clock } from './clock.js';
import { type CommandIdentity, StoredAnswers } from './stored-answers.js';

/** Takes a refused command's transaction back. */
class RolledBack extends Error {
  constructor(readonly outcome: Outcome<unknown>) {
    super('refused');
  }
}

/** Thrown by a work that has found, under its locks, that what it looked at before them has changed: it is run again. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** How often a command looks again after somebody else was faster. */
const ATTEMPTS_MAX = 3;

export interface CommandSteps<T> {
  /** None for a command that is the same by what it says, such as a report. */
  readonly identity?: CommandIdentity | undefined;
  /** Takes the locks that the work needs first; the same key asked twice at once waits here. */
  readonly lock?: (manager: EntityManager) => Promise<void>;
  readonly work: (manager: EntityManager, run: CommandRun) => Promise<Outcome<T>>;
}

/**
 * One command, one transaction: locks, work, answer stored. A command that had its effect before gets its stored answer,
 * whatever stands against it now. Any other refusal takes everything back unless the work says to keep it, and is not stored. `work` may run several times and must have no effect outside the database.
 */
@Injectable()
export class CommandTransaction {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly answers: StoredAnswers,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async run<T>(steps: CommandSteps<T>): Promise<Outcome<T>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(steps, attempt);
      } catch (error) {
        if (error instanceof RolledBack) return error.outcome as Outcome<T>;
        // Whoever was faster has committed: looking again finds the stored answer, or what is in the way.
        const overtaken = isDuplicateKey(error) || error instanceof Overtaken;
        if (!overtaken || attempt === ATTEMPTS_MAX) throw error;
      }
    }
  }

  async #once<T>({ identity, lock, work }: CommandSteps<T>, attempt: number): Promise<Outcome<T>> {
    let tasks: AfterCommit[] = [];
    const outcome = await inTransaction(this.database, async (manager) => {
      tasks = [];
      let keep = false;
      await lock?.(manager);
      // Hardly any command comes twice, so none is looked for at first: one that has had its effect is refused now, or
      // meets its own key when its answer is stored.
      const stored = attempt > 1 && identity && (await this.answers.find(manager, identity));
      if (stored) return stored as Outcome<T>;
      const run: CommandRun = {
        at: this.clock.now(),
        correlationId: currentCorrelationId() ?? uuidv7(),
        afterCommit: (task) => tasks.push(task),
        keepDespiteRefusal: () => {
          keep = true;
        },
      };
      const outcome = await work(manager, run);
      if (!outcome.ok) {
        // What is in the way may be the effect of the same command, whose answer was lost.
        const former = identity && (await this.answers.find(manager, identity));
        if (former || !keep) throw new RolledBack(former ?? outcome);
      } else if (identity) {
        await this.answers.store(manager, identity, { ...run, value: outcome.value });
      }
      return outcome;
    });
    for (const task of tasks) void this.#perform(task);
    return outcome;
  }

  async #perform(task: AfterCommit): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.log.warn({ err: error }, 'after the commit: not done now, a timer will');
    }
  }
}
