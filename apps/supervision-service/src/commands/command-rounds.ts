import { done, type Outcome } from '@encaisse/contracts';
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
      due.map((command) => withCorrelation(command.correlationId, () => this.#turn(command))),
    );
  }

  async #turn(command: Journaled): Promise<void> {
    if (command.state === 'SENT') return this.end(command, await this.store.ask(command));
    // It was refused or withdrawn, and an attempt of before may have taken effect all the same.
    const told = await this.store.askAbout(command);
    if (!told?.took) return this.#write(command, told ? 'HAD_NO_EFFECT' : undefined);
    return this.end(command, done(told.answer));
  }

  /** Writes down how an attempt ended. Where that fails, the next attempt brings the same answer. */
  end(command: Journaled, outcome: Outcome<unknown> | undefined): Promise<void> {
    return this.#write(command, outcome);
  }

  async #write(command: Journaled, outcome: Outcome<unknown> | 'HAD_NO_EFFECT' | undefined): Promise<void> {
    try {
      if (outcome === 'HAD_NO_EFFECT') await this.journal.hadNoEffect(command);
      else if (outcome) await this.journal.settle(command, outcome);
      else await this.journal.unanswered(command);
    } catch (err) {
      this.log.warn({ err, commandId: command.commandId }, 'the end of a command is not journaled');
    }
  }
}
