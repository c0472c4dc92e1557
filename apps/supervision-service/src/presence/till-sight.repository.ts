import type { SupervisedTill } from '@encaisse/contracts';
import { nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { upsert } from '../schema/upsert.js';
import { isSeen, STALE } from './seen.js';
import { supervisedTillOf, TILL_COLUMNS } from './supervised-till.js';

/** How a till is doing, and what of it would be news. */
export interface TillSight {
  readonly storeId: string;
  readonly tillId: string;
  readonly till: SupervisedTill | null;
  readonly staleRegisterIds: readonly string[];
  /** What is shown of it. Heartbeats are not in it. */
  readonly shown: string;
  /** What watchers were told last; null when nothing was. */
  readonly told: string | null;
}

// Also tills that were never heard of though a register is open there, and those that a register has left.
const SIGHTS = `
  SELECT k.store_id, k.till_id, ${TILL_COLUMNS}, p.flips,
    ${isSeen('p.page_seen_at', 'p.reported_at')} AS page_seen, ${isSeen('p.agent_seen_at', 'p.reported_at')} AS agent_seen,
    r.register_id, ${STALE} AS stale, told.shown AS told
  FROM (SELECT store_id, till_id FROM supervision_presences
    UNION SELECT store_id, till_id FROM supervision_registers WHERE till_id IS NOT NULL
    UNION SELECT store_id, till_id FROM supervision_told_tills) k
  LEFT JOIN supervision_presences p ON p.store_id = k.store_id AND p.till_id = k.till_id
  LEFT JOIN supervision_registers r ON r.store_id = k.store_id AND r.till_id = k.till_id
  LEFT JOIN supervision_told_tills told ON told.store_id = k.store_id AND told.till_id = k.till_id
  ORDER BY k.store_id, k.till_id, r.register_id`;

/** All tills in one statement, however many there are; and what was told of them in another. */
@Injectable()
export class TillSightRepository {
  async all(manager: Pick<EntityManager, 'query'>): Promise<readonly TillSight[]> {
    const rows = (await manager.query(SIGHTS)) as SqlRow[];
    return [...Map.groupBy(rows, (row) => `${row['store_id']}/${row['till_id']}`).values()].flatMap(sightOf);
  }

  async saveTold(manager: EntityManager, sights: readonly TillSight[]): Promise<void> {
    const rows = sights.map(({ storeId, tillId, shown }) => [storeId, tillId, shown]);
    await upsert(manager, 'supervision_told_tills', ['store_id', 'till_id', 'shown'], 2, rows);
  }
}

/** Of all rows of one till: each of its registers has one. */
function sightOf(rows: readonly SqlRow[]): TillSight[] {
  const [row] = rows;
  if (row === undefined) return [];
  const place = { storeId: String(row['store_id']), tillId: String(row['till_id']) };
  const till = supervisedTillOf(row, place);
  const staleRegisterIds = rows
    .filter(({ stale }) => Boolean(Number(stale)))
    .map(({ register_id: registerId }) => String(registerId));
  const shown = JSON.stringify([
    ...[till !== null, Number(row['flips'] ?? 0), Boolean(Number(row['page_seen']))],
    ...[Boolean(Number(row['agent_seen'])), till?.printer?.state ?? null, till?.printer?.paperLow ?? null],
    staleRegisterIds,
  ]);
  return [{ ...place, till, staleRegisterIds, shown, told: nullable(row['told'], String) }];
}
