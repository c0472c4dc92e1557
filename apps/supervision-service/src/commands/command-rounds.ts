import type { Outcome } from '@encaisse/contracts';
import { withCorrelation } from '@encaisse/messaging';
import { LOG, Rounds } from '@encaisse/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { CommandJournal, type Journaled } from './command-journal.js';
import { StoreAsking } from './store-asking.js';

const ROUND_MS = 500;
const COMMANDS_AT_ONCE = 16;

/** Asks again what no store has answered, until one does: the journal alone says what that is, so that a restart changes nothing. */
@Injectable()
export class CommandRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #rounds: Rounds;

  constructor(
    private readonly journal: CommandJournal,
    private readonly store: StoreAsking,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.#rounds = new Rounds({
      round: () => this.round(),
      pauseMs: () => ROUND_MS * (0.5 + Math.random()),
      failed: (err) => log.warn({ err }, 'commands not asked again'),
    });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  async round(): Promise<void> {
    const due = await this.journal.takeDue(COMMANDS_AT_ONCE);
    await Promise.all(
      due.map((command) =>
        withCorrelation(command.correlationId, async () => this.end(command, await this.store.ask(command))),
      ),
    );
  }

  /** Writes down how an attempt ended. Where that fails, the next attempt brings the same answer. */
  async end(command: Journaled, outcome: Outcome<unknown> | undefined): Promise<void> {
    try {
      if (outcome) await this.journal.settle(command, outcome);
      else await this.journal.unanswered(command);
    } catch (err) {
      this.log.warn({ err, commandId: command.commandId }, 'the end of a command is not journaled');
    }
  }
}
