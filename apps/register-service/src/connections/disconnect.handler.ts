import { done, type Outcome, type ReplyOf, type RequestOf, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';

const contract = tillCommands.disconnect;

/** Ends the connection; in any state of the register, and whatever rights the seller has lost since. */
@Injectable()
export class DisconnectHandler {
  constructor(private readonly commands: RegisterCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    return this.commands.byConnection({ contract, request }, async (unit, { asking, connection }) => {
      // Its session was closed meanwhile, and everybody with it.
      if (connection.ended !== null) return done({});
      const { at, by } = asking;
      const decided = unit.decide({ type: 'disconnect', at, by, connectionId: connection.connectionId });
      return decided.ok ? done({}) : decided;
    });
  }
}
