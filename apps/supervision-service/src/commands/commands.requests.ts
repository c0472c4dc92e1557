import { commandQueries, supervisionCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ActHandler } from './act.handler.js';
import { CommandListQuery } from './command-list.query.js';
import { WithdrawCommandHandler } from './withdraw-command.handler.js';

/** What the gateway has head office's people do in stores. */
@Injectable()
export class CommandsRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly acting: ActHandler,
    private readonly withdrawal: WithdrawCommandHandler,
    private readonly journal: CommandListQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', supervisionCommands, {
      act: (request) => this.acting.handle(request),
      withdrawCommand: (request) => this.withdrawal.handle(request),
    });
    this.bus.serve('supervision', commandQueries, {
      listCommands: (request) => this.journal.list(request),
      getCommand: (request) => this.journal.get(request),
    });
  }
}
