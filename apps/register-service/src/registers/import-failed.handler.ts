import { done, type Outcome, type ReplyOf, type RequestOf, type syncReports } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import { heldByFormerTill } from './former-till.js';
import { Imports } from './import.row.js';

type Contract = typeof syncReports.importFailed;

/** Back to the former state and dataset, unless the till that had them holds another register by now. */
@Injectable()
export class ImportFailedHandler {
  constructor(private readonly registers: RegisterTransaction) {}

  handle({ jobId, registerId, code, facts }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    return this.registers.run({
      registerId,
      work: async (unit, manager) => {
        if (await manager.existsBy(Imports, { jobId, registerId, state: 'FAILED' })) return done({});
        const { at } = unit;
        const decided = unit.decide({
          type: 'importFailed',
          at,
          jobId,
          reason: code,
          formerTillHolds: heldByFormerTill(unit),
        });
        if (!decided.ok) return decided;
        const failed = { state: 'FAILED', finishedAt: new Date(at), failure: { code, facts } } as const;
        await manager.update(Imports, { jobId }, failed);
        return done({});
      },
    });
  }
}
