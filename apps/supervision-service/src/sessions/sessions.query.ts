import {
  done,
  type ExportedZ,
  exportedZ,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type SupervisedSession,
  type sessionQueries,
} from '@encaisse/contracts';
import { integerOf, jsonOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conditions, cursorAfter, dayAfter } from '../lists/conditions.js';
import { PLACE_COLUMNS, PLACE_JOINS, placeOf } from '../lists/place.js';
import type { SessionModel } from './session-model.js';

type List = typeof sessionQueries.listSupervisedSessions;
type One = typeof sessionQueries.readSupervisedSession;

const SESSIONS = `SELECT x.model, x.z_position, ${PLACE_COLUMNS} FROM supervision_sessions x ${PLACE_JOINS}`;
const STATES = {
  RUNNING: 'x.closed_at IS NULL AND x.lost_at IS NULL',
  CLOSED: 'x.closed_at IS NOT NULL',
  LOST: 'x.lost_at IS NOT NULL',
} as const;

/** Sessions of all stores, newest first; and one with its Z. */
@Injectable()
export class SessionsQuery {
  constructor(private readonly database: DataSource) {}

  async list(asked: RequestOf<List>): Promise<Outcome<ReplyOf<List>>> {
    const { limit, sellerCode, state, difference } = asked;
    const conditions = new Conditions('x.store_id', asked.stores)
      .add('x.store_id = ?', asked.storeId)
      .add('x.register_id = ?', asked.registerId)
      .add('x.business_date >= ?', asked.from)
      .add('x.business_date <= ?', asked.to)
      // The same once more in moments, by which the keys go.
      .add('x.opened_at >= ?', dayAfter(asked.from, -1))
      .add('x.opened_at < ?', dayAfter(asked.to, 2))
      .add('x.standing = ?', asked.standing)
      .add('(x.opened_by = ? OR x.closed_by = ?)', sellerCode, sellerCode)
      .when(state !== undefined, STATES[state ?? 'RUNNING'])
      .when(difference !== undefined, 'x.difference_cents <> 0')
      .when(difference === 'OVER_TOLERANCE', 'ABS(x.difference_cents) > s.tolerance_cents')
      .before('x.opened_at', 'x.session_id', asked.cursor);
    const rows = (await this.database.query(
      `${SESSIONS} ${conditions.where} ORDER BY x.opened_at DESC, x.session_id DESC LIMIT ${limit}`,
      conditions.values,
    )) as SqlRow[];
    const items = rows.map(sessionOf);
    const nextCursor = cursorAfter(items, limit, ({ openedAt, sessionId }) => [openedAt, sessionId]);
    return done({ items, nextCursor });
  }

  async one({ stores, sessionId }: RequestOf<One>): Promise<Outcome<ReplyOf<One>>> {
    const conditions = new Conditions('x.store_id', stores).add('x.session_id = ?', sessionId);
    const [row] = (await this.database.query(
      `${SESSIONS} ${conditions.where} LIMIT 1`,
      conditions.values,
    )) as SqlRow[];
    if (!row) return refused('SESSION_UNKNOWN', { sessionId });
    return done({ session: sessionOf(row), z: await this.#z(nullable(row['z_position'], integerOf)) });
  }

  /** As its event brought it: a Z stands nowhere twice. */
  async #z(position: number | null): Promise<ExportedZ | null> {
    if (position === null) return null;
    const [row] = (await this.database.query('SELECT record FROM supervision_events WHERE position = ?', [
      position,
    ])) as SqlRow[];
    return row ? exportedZ.parse(jsonOf(row['record'])) : null;
  }
}

function sessionOf(row: SqlRow): SupervisedSession {
  const {
    lastSeq: _,
    openedPosition: __,
    zPosition: ___,
    refusal,
    ...model
  } = jsonOf(row['model']) as SessionModel;
  return {
    ...model,
    ...placeOf(row),
    recounts: [...model.recounts],
    refusal: refusal && { ...refusal, differences: [...refusal.differences] },
  };
}
