import type { ExportView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import {
  type SessionMarkRow,
  SessionMarks,
  type SessionRow,
  type SessionSealRow,
  SessionSeals,
  Sessions,
} from '../registers/session.row.js';
import type { ExportRow } from './export.row.js';

@Injectable()
export class ExportViews {
  async view(manager: EntityManager, row: ExportRow): Promise<ExportView> {
    const [view] = await this.views(manager, [row]);
    if (!view) throw new Error(`export ${row.exportId} has no view`);
    return view;
  }

  /** Those of several exports, in their order. */
  async views(manager: EntityManager, rows: readonly ExportRow[]): Promise<ExportView[]> {
    const sessionId = In(rows.flatMap(({ sessionIds }) => sessionIds));
    const [sessions, seals, marks] = await Promise.all([
      manager.findBy(Sessions, { sessionId }),
      manager.findBy(SessionSeals, { sessionId }),
      manager.findBy(SessionMarks, { sessionId, kind: 'ACKNOWLEDGED' }),
    ]);
    const ofId = { sessions: byId(sessions), seals: byId(seals), marks: byId(marks) };
    return rows.map((row) => viewOf(row, ofId));
  }
}

interface SessionsById {
  readonly sessions: ReadonlyMap<string, SessionRow>;
  readonly seals: ReadonlyMap<string, SessionSealRow>;
  readonly marks: ReadonlyMap<string, SessionMarkRow>;
}

const byId = <T extends { readonly sessionId: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.sessionId, row]));

function viewOf(row: ExportRow, { sessions, seals, marks }: SessionsById): ExportView {
  return {
    exportId: row.exportId,
    registerId: row.registerId,
    startedAt: row.startedAt.toISOString(),
    startedBy: row.startedBy,
    state: row.state,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    sessions: row.sessionIds.map((id) => {
      const session = sessions.get(id);
      const seal = seals.get(id);
      if (!session || !seal)
        throw new Error(`export ${row.exportId} names session ${id}, which is not sealed`);
      const mark = marks.get(id);
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
