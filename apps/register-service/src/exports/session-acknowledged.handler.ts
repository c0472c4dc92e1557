import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type syncReports,
} from '@encaisse/contracts';
import { toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import { SessionMarks, Sessions } from '../registers/session.row.js';
import { Exports } from './export.row.js';

type Contract = typeof syncReports.sessionAcknowledged;
type Report = RequestOf<Contract>;

/** Marks the session, in any state of the register; the last one that the hold waits for releases it. */
@Injectable()
export class SessionAcknowledgedHandler {
  constructor(private readonly registers: RegisterTransaction) {}

  handle(report: Report): Promise<Outcome<ReplyOf<Contract>>> {
    const { registerId, exportId, sessionId, headOffice } = report;
    return this.registers.run({
      registerId,
      work: async (unit, manager) => {
        const session = await manager.findOneBy(Sessions, { sessionId, registerId });
        if (!session) return refused('SESSION_UNKNOWN', { sessionId });
        const { incarnation, epoch, number } = session;
        const decided = unit.decide({
          type: 'exportAcknowledged',
          at: unit.at,
          exportId,
          session: { incarnation, epoch, number },
          headOffice: { ticketCount: headOffice.ticketCount, ttcCents: toCents(headOffice.ttcCents) },
        });
        if (!decided.ok) return decided;
        if (decided.value.some(({ type }) => type === 'sessionAcknowledged')) {
          await mark(manager, session.storeId, report);
        }
        const now = new Date(unit.at);
        await countIn(manager, report, now);
        if (decided.value.some(({ type }) => type === 'holdReleased')) {
          // Nothing is left to send, whichever export brought the last answer.
          await endOpenExports(manager, registerId, now);
        }
        return done({});
      },
    });
  }
}

export async function endOpenExports(manager: EntityManager, registerId: string, now: Date): Promise<void> {
  const open = { registerId, state: In(['RUNNING', 'UNANSWERED']) };
  await manager.update(Exports, open, { state: 'ACKNOWLEDGED', finishedAt: now });
}

async function mark(manager: EntityManager, storeId: string, report: Report): Promise<void> {
  const { sessionId, registerId, exportId, acknowledgementId, sha256, acknowledgedAt } = report;
  await manager.insert(SessionMarks, {
    sessionId,
    kind: 'ACKNOWLEDGED',
    storeId,
    registerId,
    at: new Date(acknowledgedAt),
    exportId,
    acknowledgementId,
    sha256,
  });
}

async function countIn(manager: EntityManager, { exportId, sessionId }: Report, now: Date): Promise<void> {
  const row = await manager.findOneBy(Exports, { exportId });
  if (!row || row.acknowledgedIds.includes(sessionId)) return;
  const acknowledgedIds = [...row.acknowledgedIds, sessionId];
  const all = row.sessionIds.every((id) => acknowledgedIds.includes(id));
  await manager.update(
    Exports,
    { exportId },
    { acknowledgedIds, ...(all ? { state: 'ACKNOWLEDGED', finishedAt: now, refusal: null } : {}) },
  );
}
