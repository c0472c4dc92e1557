import {
  type acceptanceReports,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import { Acceptances } from './acceptance.row.js';

type Contract = typeof acceptanceReports.acceptanceRefused;

/** Head office will not take the session apart: the register waits as before, and the two people are told why. */
@Injectable()
export class AcceptanceRefusedHandler {
  constructor(private readonly registers: RegisterTransaction) {}

  handle(report: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { jobId: approvalId, registerId, code, facts } = report;
    return this.registers.run({
      registerId,
      work: async (unit, manager) => {
        const asked = await manager.findOneBy(Acceptances, { approvalId, registerId });
        if (asked === null) return refused('APPROVAL_UNKNOWN', { approvalId });
        if (asked.state !== 'RUNNING') return done({});
        await manager.update(
          Acceptances,
          { approvalId },
          { state: 'REFUSED', finishedAt: new Date(unit.at), refusal: { code, facts } },
        );
        return done({});
      },
    });
  }
}
