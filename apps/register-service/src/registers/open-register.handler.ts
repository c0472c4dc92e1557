import { done, type Outcome, type ReplyOf, type RequestOf, tillCommands } from '@encaisse/contracts';
import { businessDateOf, toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { RegisterCommands } from '../kernel/register-commands.js';
import { runningSessionView } from './register.view.js';

const contract = tillCommands.openRegister;

/** The first opening takes the hold; the till's other registers give up their data then. */
@Injectable()
export class OpenRegisterHandler {
  constructor(private readonly commands: RegisterCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { registerId, openingFloatCents } = request;
    const asked = { contract, request, registerId, right: 'OPEN' } as const;
    return this.commands.bySeller(asked, async (unit, { asking, store }) => {
      const decided = unit.decide({
        type: 'open',
        ...asking,
        sessionId: uuidv7(),
        businessDate: businessDateOf(unit.at, store.timeZone),
        openingFloatCents: toCents(openingFloatCents),
      });
      if (!decided.ok) return decided;
      const session = runningSessionView(unit.register);
      if (!session) throw new Error(`register ${registerId} was opened and has no session`);
      return done(session);
    });
  }
}
