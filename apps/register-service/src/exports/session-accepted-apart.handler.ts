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
import { SessionMarks, Sessions } from '../registers/session.row.js';
import { Acceptances } from './acceptance.row.js';
import { endOpenExports } from './session-acknowledged.handler.js';

/** What the domain says of a session that is no longer refused. */
const SETTLED: ReadonlySet<string> = new Set(['NO_REFUSED_EXPORT', 'SESSION_UNKNOWN']);

type Contract = typeof acceptanceReports.sessionAcceptedApart;

/** Head office has a session in its books apart: it is settled, and the last one that the hold waits for releases it. */
@Injectable()
export class SessionAcceptedApartHandler {
  constructor(private readonly registers: RegisterTransaction) {}

  handle(report: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { jobId: approvalId, registerId, sessionId } = report;
    return this.registers.run({
      registerId,
      work: async (unit, manager) => {
        const asked = await manager.findOneBy(Acceptances, { approvalId, registerId, sessionId });
        if (asked === null) return refused('APPROVAL_UNKNOWN', { approvalId });
        if (asked.state === 'ACCEPTED') return done({});
        const session = await manager.findOneByOrFail(Sessions, { sessionId, registerId });
        const { incarnation, epoch, number, storeId } = session;
        const decided = unit.decide({
          type: 'acceptApart',
          at: unit.at,
          by: asked.startedBy,
          approvedBy: asked.approvedBy,
          reason: asked.reason,
          session: { incarnation, epoch, number },
        });
        // Acknowledged meanwhile, or of a hold that was released since: it is settled all the same.
        if (!decided.ok && !SETTLED.has(decided.refusal.code)) return decided;
        const events = decided.ok ? decided.value : [];
        const now = new Date(unit.at);
        if (events.some(({ type }) => type === 'sessionAcceptedApart')) {
          const { exportId, acceptanceId, sha256 } = report;
          const at = new Date(report.acceptedAt);
          const mark = { sessionId, storeId, registerId, at, exportId, sha256 };
          await manager.insert(SessionMarks, {
            ...mark,
            kind: 'ACCEPTED_APART',
            acknowledgementId: acceptanceId,
          });
        }
        if (events.some(({ type }) => type === 'holdReleased'))
          await endOpenExports(manager, registerId, now);
        await manager.update(Acceptances, { approvalId }, { state: 'ACCEPTED', finishedAt: now });
        return done({});
      },
    });
  }
}
