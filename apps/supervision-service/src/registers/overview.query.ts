import {
  done,
  type Outcome,
  type RegisterOverview,
  type ReplyOf,
  type RequestOf,
  type supervisionQueries,
} from '@encaisse/contracts';
import { fitting } from '@encaisse/messaging';
import { dateOf, integerOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChangeLog } from '../changes/change-log.js';
import { Conditions } from '../lists/conditions.js';
import { STALE } from '../presence/seen.js';
import { supervisedTillOf, TILL_COLUMNS } from '../presence/supervised-till.js';

type Contract = typeof supervisionQueries.overview;

const OVERVIEW = `
  SELECT n.store_id, n.register_id, n.number, n.name, COALESCE(s.code, '') AS store_code, COALESCE(s.name, '') AS store_name,
    r.state, r.since, r.till_id, r.seller_code, r.session_id, r.opened_at, r.business_date, r.day_ticket_count,
    r.day_ttc_cents, r.last_closed_at, r.last_difference_cents, r.dataset_version, r.pending_session_count,
    r.oldest_pending_at, r.retired, r.seq, r.position, t.code AS till_code,
    ${TILL_COLUMNS}, COALESCE(s.time_zone, 'UTC') AS time_zone, (${STALE}) AS stale,
    (SELECT COUNT(*) FROM supervision_faults f WHERE f.store_id = n.store_id AND f.stream_id = n.register_id) AS faults
  FROM (
    SELECT store_id, register_id, number, name FROM supervision_named_registers
    UNION ALL
    SELECT told.store_id, told.register_id, NULL, NULL FROM supervision_registers told
    WHERE NOT EXISTS (
      SELECT 1 FROM supervision_named_registers named
      WHERE named.store_id = told.store_id AND named.register_id = told.register_id
    )
  ) n
  LEFT JOIN supervision_stores s ON s.store_id = n.store_id
  LEFT JOIN supervision_registers r ON r.store_id = n.store_id AND r.register_id = n.register_id
  LEFT JOIN supervision_tills t ON t.store_id = r.store_id AND t.till_id = r.till_id
  LEFT JOIN supervision_presences p ON p.store_id = r.store_id AND p.till_id = r.till_id`;

/**
 * All registers that one may see, by store and register; one that was never used waits for its first import. One whose store has not
 * named it yet is there all the same: what happened to it before a watcher's snapshot is told to her by nothing else.
 */
@Injectable()
export class OverviewQuery {
  constructor(
    private readonly database: DataSource,
    private readonly log: ChangeLog,
  ) {}

  async handle(asked: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    // Read first: what comes meanwhile is shown twice rather than not at all.
    const position = await this.log.last(this.database);
    const { limit, stale, difference, pending } = asked;
    const [afterStore = '', afterRegister = ''] = asked.cursor?.split('/') ?? [];
    const { where, values } = new Conditions('n.store_id', asked.stores)
      .add('n.store_id = ?', asked.storeId)
      .add(
        '(n.store_id > ? OR (n.store_id = ? AND n.register_id > ?))',
        afterStore,
        afterStore,
        afterRegister,
      )
      .add("COALESCE(r.state, 'AWAITING_IMPORT') = ?", asked.state)
      .when(stale !== undefined, stale ? STALE : `NOT ${STALE}`)
      .when(difference !== undefined, `COALESCE(r.last_difference_cents, 0) ${difference ? '<>' : '='} 0`)
      .when(pending !== undefined, `COALESCE(r.pending_session_count, 0) ${pending ? '>' : '='} 0`);
    const rows = (await this.database.query(
      `${OVERVIEW} ${where} ORDER BY n.store_id, n.register_id LIMIT ${limit}`,
      values,
    )) as SqlRow[];
    const registers = fitting(rows.map(overviewOf));
    const more = rows.length === limit || registers.length < rows.length;
    const last = more ? registers.at(-1) : undefined;
    return done({ position, registers, nextCursor: last ? `${last.storeId}/${last.registerId}` : null });
  }
}

const instantOf = (value: unknown) => dateOf(value).toISOString();

function overviewOf(row: SqlRow): RegisterOverview {
  const text = (column: string) => nullable(row[column] ?? null, String);
  const instant = (column: string) => nullable(row[column] ?? null, instantOf);
  const integer = (column: string) => nullable(row[column] ?? null, integerOf);
  const storeId = String(row['store_id']);
  const tillId = text('till_id');
  return {
    storeId,
    registerId: String(row['register_id']),
    storeCode: String(row['store_code']),
    storeName: String(row['store_name']),
    number: integer('number'),
    name: text('name'),
    state: (text('state') ?? 'AWAITING_IMPORT') as RegisterOverview['state'],
    since: instant('since') ?? new Date(0).toISOString(),
    tillId,
    tillCode: text('till_code'),
    sellerCode: text('seller_code'),
    sessionId: text('session_id'),
    openedAt: instant('opened_at'),
    businessDate: text('business_date'),
    dayTicketCount: integer('day_ticket_count') ?? 0,
    dayTtcCents: integer('day_ttc_cents') ?? 0,
    lastClosedAt: instant('last_closed_at'),
    lastDifferenceCents: integer('last_difference_cents'),
    datasetVersion: integer('dataset_version'),
    pendingSessionCount: integer('pending_session_count') ?? 0,
    oldestPendingAt: instant('oldest_pending_at'),
    retired: Boolean(integer('retired')),
    seq: integer('seq') ?? 0,
    position: integer('position') ?? 0,
    faultCount: integer('faults') ?? 0,
    timeZone: String(row['time_zone']),
    stale: Boolean(integer('stale')),
    till: tillId === null ? null : supervisedTillOf(row, { storeId, tillId }),
  };
}
