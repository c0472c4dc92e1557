import { done, type Outcome, type ReplyOf, type RequestOf, type syncReports } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import { Exports } from './export.row.js';
import { isResending } from './resending.js';

type Contract = typeof syncReports.exportUnanswered;

/** Head office is silent: the till may open again, and a late answer still counts. */
@Injectable()
export class ExportUnansweredHandler {
  constructor(private readonly registers: RegisterTransaction) {}

  handle({ registerId, exportId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    return this.registers.run({
      registerId,
      work: async (unit, manager) => {
        // Told before, or answered meanwhile.
        const row = await manager.findOneBy(Exports, { exportId, registerId });
        if (row && row.state !== 'RUNNING') return done({});
        // A register out of service waits for its late export however long it takes.
        const waits = unit.register.state !== 'OUT_OF_SERVICE';
        if (!row || (waits && !isResending(unit.register, row))) {
          const decided = unit.decide({ type: 'exportUnanswered', at: unit.at, exportId });
          if (!decided.ok) return decided;
        }
        await manager.update(Exports, { exportId }, { state: 'UNANSWERED', finishedAt: null });
        return done({});
      },
    });
  }
}
