import {
  done,
  HEAD_OFFICE_OPERATIONS,
  type Outcome,
  type RequestOf,
  refused,
  type supervisionCommands,
} from '@encaisse/contracts';
import { currentCorrelationId, MessagingFault } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import { type Command, CommandJournal, type Journaled } from './command-journal.js';
import { CommandRounds } from './command-rounds.js';
import { CommandScope } from './command-scope.js';
import { isKeptWhole } from './kept-answer.js';
import { StoreAsking } from './store-asking.js';

const RETRY_AFTER_SECONDS = 5;

/**
 * Has a store do what head office asks: journaled first, then asked under the same key. What the store does not answer in
 * time is asked again by the rounds until it does; whoever comes back with the same key meets the same command.
 */
@Injectable()
export class ActHandler {
  constructor(
    private readonly journal: CommandJournal,
    private readonly store: StoreAsking,
    private readonly rounds: CommandRounds,
    private readonly scope: CommandScope,
  ) {}

  async handle(request: RequestOf<typeof supervisionCommands.act>): Promise<Outcome<unknown>> {
    const command = commandOf(request);
    if (!command.ok) return command;
    const elsewhere = await this.scope.refusal(request.stores, command.value);
    if (elsewhere) return elsewhere;
    const begun = await this.journal.begin(command.value);
    if (!begun.ok) return begun;
    return begun.value.state === 'DONE' ? this.#again(begun.value) : this.#first(begun.value);
  }

  async #first(command: Journaled): Promise<Outcome<unknown>> {
    const outcome = await this.store.ask(command);
    await this.rounds.end(command, outcome);
    const { commandId } = command;
    return outcome ?? refused('COMMAND_PENDING', { commandId, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  /** What is not kept here, the store tells again. */
  async #again(command: Journaled): Promise<Outcome<unknown>> {
    if (isKeptWhole(command.operation)) return done(await this.journal.answerOf(command));
    const outcome = await this.store.ask(command);
    if (outcome) return outcome;
    throw new MessagingFault('UNAVAILABLE', `${command.commandId} is done; its store does not answer`);
  }
}

function commandOf({
  idempotencyKey,
  administrator,
  operation,
  body,
}: RequestOf<typeof supervisionCommands.act>): Outcome<Command> {
  const contract = HEAD_OFFICE_OPERATIONS.get(operation);
  if (!contract) return refused('BODY_INVALID', { problems: [`operation: ${operation} is none`] });
  const whole = contract.request.safeParse({ ...body, idempotencyKey, administrator });
  if (!whole.success) {
    const problems = whole.error.issues
      .slice(0, 20)
      .map(({ path, message }) => `${path.join('.')}: ${message}`);
    return refused('BODY_INVALID', { problems });
  }
  const { idempotencyKey: commandId, administrator: by, ...rest } = whole.data;
  return done({
    commandId: String(commandId),
    operation,
    administrator: String(by),
    body: JSON.parse(JSON.stringify(rest)),
    correlationId: currentCorrelationId() ?? String(commandId),
  });
}
