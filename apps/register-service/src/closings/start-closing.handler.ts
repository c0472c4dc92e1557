import {
  type ClosingView,
  done,
  type Outcome,
  type RequestOf,
  refused,
  tillCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { type ClosingRow, Closings } from './closing.row.js';
import { closingView } from './closing.view.js';
import { ClosingFacts } from './closing-facts.js';
import { ClosingReader } from './closing-reader.js';
import { ExpectedAmountsReader } from './expected-amounts.js';

const contract = tillCommands.startClosing;

/** Freezes selling for the count. The same closing id again is the same closing, as it stands by now. */
@Injectable()
export class StartClosingHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly facts: ClosingFacts,
    private readonly reader: ClosingReader,
    private readonly expected: ExpectedAmountsReader,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ClosingView>> {
    const { registerId, closingId } = request;
    const asked = { contract, request, registerId, right: 'CLOSE' } as const;
    return this.commands.bySeller(asked, async (unit, who, manager) => {
      const { storeId } = who.store;
      const known = await this.reader.find(manager, storeId, closingId);
      if (known) {
        if (known.registerId !== registerId) return refused('ID_REUSED', { closingId });
        return done(await this.reader.view(manager, who.store, known, new Date(unit.at)));
      }
      const { seller } = who;
      const facts = await this.facts.of(manager, unit.register, { request, seller, at: unit.at });
      const started = unit.decide({ type: 'startClosing', ...who.asking, ...facts });
      if (!started.ok) return started;
      if (unit.register.state !== 'CLOSING')
        throw new Error(`register ${registerId} did not start its closing`);
      const closing: ClosingRow = {
        storeId,
        closingId,
        registerId,
        sessionId: unit.register.session.sessionId,
        state: 'COUNTING',
        startedAt: new Date(unit.at),
        startedBy: seller.code,
        endedAt: null,
        endedBy: null,
      };
      await manager.insert(Closings, closing);
      const connected = await this.facts.connected(manager, unit.register, unit.at);
      const expected = await this.expected.of(manager, who.store, unit.register);
      return done(closingView(closing, connected, { expected }));
    });
  }
}
