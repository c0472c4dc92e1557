import { jsonOf, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NOTHING, type Projected, Projection } from '../projections/projection.js';
import { BY_KEY } from '../schema/by-key.js';
import { upsert } from '../schema/upsert.js';
import type { TakenEvent } from '../streams/taken-event.js';
import { looksAtAll, type SessionModel, sessionAfter, sessionIdOf, standingAfter } from './session-model.js';

type Sessions = Map<string, SessionModel>;

/** Each session: who opened and closed it, what was counted, and what head office made of it. */
@Injectable()
export class SessionProjection extends Projection {
  readonly tables = ['supervision_sessions'];

  async project(manager: EntityManager, events: readonly TakenEvent[]): Promise<Projected> {
    const told = events.filter(({ kind }) => kind === 'REGISTER');
    const before = await sessionsOf(manager, told);
    const after: Sessions = new Map(before);
    for (const taken of told) apply(after, taken);
    const changed = [...after].filter(([id, session]) => before.get(id) !== session);
    await upsert(
      manager,
      'supervision_sessions',
      COLUMNS,
      2,
      changed.map(([, session]) => valuesOf(session)),
    );
    return NOTHING;
  }
}

function apply(sessions: Sessions, taken: TakenEvent): void {
  if (looksAtAll(taken)) {
    for (const [id, session] of sessions)
      if (session.registerId === taken.streamId && session.storeId === taken.storeId)
        sessions.set(id, standingAfter(session, taken));
    return;
  }
  const sessionId = sessionIdOf(taken);
  if (sessionId === undefined) return;
  const after = sessionAfter(sessions.get(sessionId), taken);
  if (after) sessions.set(sessionId, after);
}

/** In two statements, however many events there are. */
async function sessionsOf(manager: EntityManager, events: readonly TakenEvent[]): Promise<Sessions> {
  const named = new Map<string, [string, string]>();
  const registers = new Map<string, [string, string]>();
  for (const taken of events) {
    const sessionId = sessionIdOf(taken);
    if (sessionId !== undefined) named.set(sessionId, [taken.storeId, sessionId]);
    if (looksAtAll(taken)) registers.set(taken.streamId, [taken.storeId, taken.streamId]);
  }
  const rows: SqlRow[] = [];
  if (named.size > 0)
    rows.push(
      ...((await manager.query(
        `SELECT model FROM supervision_sessions ${BY_KEY} WHERE (store_id, session_id) IN (?)`,
        [[...named.values()]],
      )) as SqlRow[]),
    );
  if (registers.size > 0)
    rows.push(
      ...((await manager.query(
        `SELECT model FROM supervision_sessions FORCE INDEX (supervision_sessions_unsettled)
         WHERE (store_id, register_id) IN (?) AND settled_at IS NULL`,
        [[...registers.values()]],
      )) as SqlRow[]),
    );
  const models = rows.map((row) => jsonOf(row['model']) as SessionModel);
  return new Map(models.map((model) => [model.sessionId, model]));
}

const COLUMNS = [
  'store_id',
  'session_id',
  'register_id',
  'incarnation',
  'epoch',
  'number',
  'business_date',
  'opened_at',
  'opened_by',
  'closed_at',
  'closed_by',
  'difference_cents',
  'z_number',
  'standing',
  'settled_at',
  'lost_at',
  'opened_position',
  'z_position',
  'model',
];
const date = (instant: string | null) => (instant === null ? null : new Date(instant));
const valuesOf = (session: SessionModel) => [
  session.storeId,
  session.sessionId,
  session.registerId,
  session.key.incarnation,
  session.key.epoch,
  session.key.number,
  session.businessDate,
  date(session.openedAt),
  session.openedBy,
  date(session.closedAt),
  session.closedBy,
  session.differenceCents,
  session.zNumber,
  session.standing,
  date(session.settledAt),
  date(session.lostAt),
  session.openedPosition,
  session.zPosition,
  JSON.stringify(session),
];
