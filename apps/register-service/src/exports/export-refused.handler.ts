import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type syncReports,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import { Sessions } from '../registers/session.row.js';
import { Exports } from './export.row.js';
import { isResending } from './resending.js';

type Contract = typeof syncReports.exportRefused;

/** Head office refuses a session for good: the register may open again, and two people may have it accepted apart. */
@Injectable()
export class ExportRefusedHandler {
  constructor(private readonly registers: RegisterTransaction) {}

  handle(report: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { registerId, exportId, sessionId, code, facts, differences } = report;
    return this.registers.run({
      registerId,
      work: async (unit, manager) => {
        const row = await manager.findOneBy(Exports, { exportId, registerId });
        if (row?.state === 'REFUSED') return done({});
        const session = await manager.findOneBy(Sessions, { sessionId, registerId });
        if (!session) return refused('SESSION_UNKNOWN', { sessionId });
        if (!row || !isResending(unit.register, row)) {
          const { incarnation, epoch, number } = session;
          const decided = unit.decide({
            type: 'exportRefused',
            at: unit.at,
            exportId,
            session: { incarnation, epoch, number },
            reason: code,
            differences,
          });
          // Another export runs by now: what became of this one is told by itself alone.
          if (!decided.ok && (decided.refusal.code !== 'EXPORT_NOT_RUNNING' || !row)) return decided;
        }
        const refusal = { code, facts: { ...facts, sessionId, differences } };
        await manager.update(
          Exports,
          { exportId },
          { state: 'REFUSED', finishedAt: new Date(unit.at), refusal },
        );
        return done({});
      },
    });
  }
}
