import { type Outcome, type PrintJobView, type RequestOf, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Copies } from '../printing/copies.js';
import { CopiedZs } from './copied-zs.js';

const contract = tillCommands.reprintZ;

/** Prints a sealed Z once more, on the till that asks. */
@Injectable()
export class ReprintZHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly zs: CopiedZs,
    private readonly copies: Copies,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    const { sessionId, grantId } = request;
    return this.commands.bySellerOfStore({ contract, request }, async (manager, who, run) => {
      const found = await this.zs.find(manager, who.store.storeId, sessionId);
      return found.ok ? this.copies.reprint(manager, who, run, { ...found.value, grantId }) : found;
    });
  }
}
