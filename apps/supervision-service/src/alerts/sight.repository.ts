import { dateOf, integerOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RegisterSight, StoreSight, TillSight } from './condition-rules.js';

const STORES = `
  SELECT s.store_id, s.tolerance_cents, p.store_clock_at, p.reported_at, p.behind_since
  FROM supervision_stores s LEFT JOIN supervision_store_presences p ON p.store_id = s.store_id`;
// The session is looked for in the model only where there is a difference to speak of.
const REGISTERS = `
  SELECT r.store_id, r.register_id, r.state, r.till_id, r.opened_at, r.pending_session_count, r.oldest_pending_at,
    r.last_difference_cents, f.failures, f.reason, f.first_at, f.last_at,
    r.retired,
    IF(COALESCE(r.last_difference_cents, 0) = 0, NULL,
       JSON_UNQUOTE(JSON_EXTRACT(r.model, '$.lastClosing.sessionId'))) AS last_session_id
  FROM supervision_registers r
  LEFT JOIN supervision_import_failures f ON f.store_id = r.store_id AND f.register_id = r.register_id`;
const TILLS = `
  SELECT t.store_id, t.till_id, p.page_seen_at, p.agent_seen_at, p.printer_state, p.printer_since
  FROM supervision_tills t JOIN supervision_presences p ON p.store_id = t.store_id AND p.till_id = t.till_id
  WHERE NOT t.revoked`;

/** All that the rules look at: four statements, however many stores there are. */
@Injectable()
export class SightRepository {
  constructor(private readonly database: DataSource) {}

  async all(): Promise<readonly StoreSight[]> {
    const rows = async (sql: string) => (await this.database.query(sql)) as SqlRow[];
    const stores = await rows(STORES);
    const registers = Map.groupBy(await rows(REGISTERS), storeOf);
    const tills = Map.groupBy(await rows(TILLS), storeOf);
    return stores.map((row) => {
      const storeId = storeOf(row);
      const reportedAt = nullable(row['reported_at'], dateOf);
      return {
        storeId,
        toleranceCents: integerOf(row['tolerance_cents']),
        presence: reportedAt && {
          storeClockAt: dateOf(row['store_clock_at']),
          reportedAt,
          behindSince: nullable(row['behind_since'], dateOf),
        },
        registers: (registers.get(storeId) ?? []).map(registerOf),
        tills: (tills.get(storeId) ?? []).map(tillOf),
      };
    });
  }
}

const storeOf = (row: SqlRow): string => String(row['store_id']);

const registerOf = (row: SqlRow): RegisterSight => ({
  registerId: String(row['register_id']),
  state: String(row['state']),
  retired: Boolean(row['retired']),
  tillId: nullable(row['till_id'], String),
  openedAt: nullable(row['opened_at'], dateOf),
  pendingSessionCount: integerOf(row['pending_session_count']),
  oldestPendingAt: nullable(row['oldest_pending_at'], dateOf),
  lastDifferenceCents: nullable(row['last_difference_cents'], integerOf),
  lastSessionId: nullable(row['last_session_id'], String),
  importFailures: nullable(row['failures'], (failures) => ({
    failures: integerOf(failures),
    reason: String(row['reason']),
    firstAt: dateOf(row['first_at']),
    lastAt: dateOf(row['last_at']),
  })),
});

const tillOf = (row: SqlRow): TillSight => ({
  tillId: String(row['till_id']),
  pageSeenAt: nullable(row['page_seen_at'], dateOf),
  agentSeenAt: nullable(row['agent_seen_at'], dateOf),
  printer: nullable(row['printer_state'], (state) => ({
    state: String(state),
    since: dateOf(row['printer_since']),
  })),
});
