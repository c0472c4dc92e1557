import { type Outcome, type PrintJobView, type RequestOf, refused, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Copies } from '../printing/copies.js';
import { ZRecords } from './z-records.js';

const contract = tillCommands.reprintZ;

/** Prints a sealed Z once more, on the till that asks. Its original was made with its seal. */
@Injectable()
export class ReprintZHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly zs: ZRecords,
    private readonly copies: Copies,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    const { sessionId, grantId } = request;
    const asked = { contract, request } as const;
    return this.commands.bySellerOfStore(asked, async (manager, who, run) => {
      const z = (await this.zs.find(manager, who.store.storeId, [sessionId])).get(sessionId);
      if (z === undefined) return refused('SESSION_UNKNOWN', { sessionId });
      return this.copies.reprint(manager, who, run, {
        kind: 'z',
        recordId: sessionId,
        registerId: z.registerId,
        grantId,
        original: () => {
          throw new Error(`the Z of session ${sessionId} was sealed without a print job`);
        },
      });
    });
  }
}
