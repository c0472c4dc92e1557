import type { ExportView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { SessionMarks, SessionSeals, Sessions } from '../registers/session.row.js';
import type { ExportRow } from './export.row.js';

@Injectable()
export class ExportViews {
  async view(manager: EntityManager, row: ExportRow): Promise<ExportView> {
    const sessionId = In(row.sessionIds);
    const [sessions, seals, marks] = await Promise.all([
      manager.findBy(Sessions, { sessionId }),
      manager.findBy(SessionSeals, { sessionId }),
      manager.findBy(SessionMarks, { sessionId, kind: 'ACKNOWLEDGED' }),
    ]);
    return {
      exportId: row.exportId,
      registerId: row.registerId,
      startedAt: row.startedAt.toISOString(),
      startedBy: row.startedBy,
      state: row.state,
      finishedAt: row.finishedAt?.toISOString() ?? null,
      sessions: row.sessionIds.map((id) => {
        const session = sessions.find((found) => found.sessionId === id);
        const seal = seals.find((found) => found.sessionId === id);
        if (!session || !seal)
          throw new Error(`export ${row.exportId} names session ${id}, which is not sealed`);
        const mark = marks.find((found) => found.sessionId === id);
        return {
          sessionId: id,
          epoch: session.epoch,
          number: session.number,
          ttcCents: seal.ttcCents,
          acknowledgedAt: mark?.at.toISOString() ?? null,
        };
      }),
      refusal: row.refusal && { code: row.refusal.code, facts: { ...row.refusal.facts } },
    };
  }
}
