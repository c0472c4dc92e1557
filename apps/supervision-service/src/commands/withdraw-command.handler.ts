import {
  type HeadOfficeCommand,
  type Outcome,
  type RequestOf,
  refused,
  type supervisionCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { CommandJournal } from './command-journal.js';
import { CommandListQuery } from './command-list.query.js';

/**
 * A command whose store does not answer is asked no more. Whether it had its effect before, its store says when it can; until
 * then, and for ever if it has not, the command stands as withdrawn.
 */
@Injectable()
export class WithdrawCommandHandler {
  constructor(
    private readonly journal: CommandJournal,
    private readonly commands: CommandListQuery,
  ) {}

  async handle({
    stores,
    commandId,
    administrator,
  }: RequestOf<typeof supervisionCommands.withdrawCommand>): Promise<Outcome<HeadOfficeCommand>> {
    const seen = await this.commands.get({ stores, commandId });
    if (!seen.ok) return seen;
    if (await this.journal.withdraw(commandId, administrator))
      return this.commands.get({ stores, commandId });
    const { state } = seen.value;
    return state === 'WITHDRAWN' ? seen : refused('COMMAND_SETTLED', { commandId, state });
  }
}
