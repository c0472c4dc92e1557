import { done, type Outcome, type ReplyOf, type RequestOf, tillCommands } from '@encaisse/contracts';
import { businessDateOf, toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { RegisterCommands } from '../kernel/register-commands.js';
import { denominationsDiffer, denominationsKept } from './denominations.js';
import { FloatCounts } from './float-count.row.js';
import { runningSessionView } from './register.view.js';

const contract = tillCommands.openRegister;

/** The first opening takes the hold; the till's other registers give up their data then. */
@Injectable()
export class OpenRegisterHandler {
  constructor(private readonly commands: RegisterCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { registerId, openingFloatCents, denominations } = request;
    const asked = { contract, request, registerId, right: 'OPEN' } as const;
    return this.commands.bySeller(asked, async (unit, { asking, store }, manager) => {
      const decided = unit.decide({
        type: 'open',
        ...asking,
        sessionId: uuidv7(),
        businessDate: businessDateOf(unit.at, store.timeZone),
        openingFloatCents: toCents(openingFloatCents),
      });
      if (!decided.ok) return decided;
      const wrong = denominationsDiffer(denominations, openingFloatCents);
      if (wrong) return wrong;
      const session = runningSessionView(unit.register);
      if (!session) throw new Error(`register ${registerId} was opened and has no session`);
      const counted = denominationsKept(denominations);
      const { storeId } = store;
      const { sessionId } = session;
      if (counted) await manager.insert(FloatCounts, { storeId, sessionId, denominations: counted });
      return done(session);
    });
  }
}
