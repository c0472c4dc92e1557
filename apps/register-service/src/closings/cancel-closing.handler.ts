import { type ClosingView, done, type Outcome, type RequestOf, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { closingView } from './closing.view.js';
import { ClosingReader } from './closing-reader.js';
import { endClosing } from './end-closing.js';

const contract = tillCommands.cancelClosing;

/** Goes back to selling without a count. */
@Injectable()
export class CancelClosingHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly reader: ClosingReader,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ClosingView>> {
    const { registerId, closingId } = request;
    const asked = { contract, request, registerId, right: 'CLOSE' } as const;
    return this.commands.bySeller(asked, async (unit, who, manager) => {
      const known = await this.reader.find(manager, who.store.storeId, closingId);
      const closing = known?.registerId === registerId ? known : undefined;
      if (closing?.state === 'CANCELLED') return done(closingView(closing, []));
      const cancelled = unit.decide({ type: 'cancelClosing', ...who.asking, closingId });
      if (!cancelled.ok) return cancelled;
      if (!closing) throw new Error(`closing ${closingId} was running and is not there`);
      const end = { state: 'CANCELLED', endedAt: new Date(unit.at), endedBy: who.seller.code } as const;
      return done(closingView(await endClosing(manager, closing, end), []));
    });
  }
}
