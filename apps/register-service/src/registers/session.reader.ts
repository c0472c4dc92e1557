import type { SessionView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { RegisterRepository } from './register.repository.js';
import { floatDifference, runningSessionView } from './register.view.js';
import { SessionMarks, type SessionRow, SessionSeals } from './session.row.js';

@Injectable()
export class SessionReader {
  constructor(private readonly registers: RegisterRepository) {}

  /** The views of sessions of one register, in the order given. */
  async views(
    manager: EntityManager,
    registerId: string,
    sessions: readonly SessionRow[],
  ): Promise<SessionView[]> {
    const sessionId = In(sessions.map((session) => session.sessionId));
    const [seals, marks, register] = await Promise.all([
      manager.findBy(SessionSeals, { sessionId }),
      manager.findBy(SessionMarks, { sessionId, kind: 'ACKNOWLEDGED' }),
      this.registers.find(manager, registerId),
    ]);
    const running = register && runningSessionView(register);
    return sessions.map((session) => {
      if (running?.sessionId === session.sessionId) return running;
      const seal = seals.find((row) => row.sessionId === session.sessionId);
      const mark = marks.find((row) => row.sessionId === session.sessionId);
      return {
        sessionId: session.sessionId,
        registerId,
        epoch: session.epoch,
        number: session.number,
        businessDate: session.businessDate,
        openedAt: session.openedAt.toISOString(),
        openedBy: session.openedBy,
        openingFloatCents: session.openingFloatCents,
        ...floatDifference(session.openingFloatCents, session.previousCountCents),
        closedAt: seal?.closedAt.toISOString() ?? null,
        closedBy: seal?.closedBy ?? null,
        ticketCount: seal?.ticketCount ?? 0,
        ttcCents: seal?.ttcCents ?? 0,
        zNumber: seal?.zNumber ?? null,
        acknowledgedAt: mark?.at.toISOString() ?? null,
      };
    });
  }
}
