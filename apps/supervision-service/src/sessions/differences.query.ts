import { done, type Outcome, type ReplyOf, type RequestOf, type sessionQueries } from '@encaisse/contracts';
import { integerOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conditions } from '../lists/conditions.js';

type Contract = typeof sessionQueries.listDifferences;
type Asked = RequestOf<Contract>;

/** The columns of a group beside the store. */
const GROUPS = {
  store: 'NULL AS register_id, NULL AS seller_code',
  register: 'x.register_id AS register_id, NULL AS seller_code',
  seller: 'NULL AS register_id, x.closed_by AS seller_code',
} as const;
const OWN_KEYS = { store: undefined, register: 'x.register_id', seller: 'x.closed_by' } as const;

/** What closings found too much and too little. A recount stands for the count that it corrects. */
@Injectable()
export class DifferencesQuery {
  constructor(private readonly database: DataSource) {}

  async handle(asked: Asked): Promise<Outcome<ReplyOf<Contract>>> {
    const conditions = conditionsOf(asked);
    const rows = (await this.database.query(
      `SELECT g.*, s.code AS store_code, n.number AS register_number FROM (
         SELECT store_id, register_id, seller_code, COUNT(*) AS closings, SUM(difference_cents <> 0) AS differences,
           SUM(GREATEST(difference_cents, 0)) AS surplus, SUM(LEAST(difference_cents, 0)) AS shortage
         FROM (SELECT x.store_id, x.difference_cents, ${GROUPS[asked.by]} FROM supervision_sessions x ${conditions.where}) c
         GROUP BY store_id, register_id, seller_code
         ORDER BY store_id, register_id, seller_code LIMIT ${asked.limit}) g
       LEFT JOIN supervision_stores s ON s.store_id = g.store_id
       LEFT JOIN supervision_named_registers n ON n.store_id = g.store_id AND n.register_id = g.register_id
       ORDER BY g.store_id, g.register_id, g.seller_code`,
      conditions.values,
    )) as SqlRow[];
    return done({
      items: rows.map((row) => {
        const [surplusCents, shortageCents] = [integerOf(row['surplus']), integerOf(row['shortage'])];
        return {
          storeId: String(row['store_id']),
          registerId: nullable(row['register_id'], String),
          sellerCode: nullable(row['seller_code'], String),
          storeCode: nullable(row['store_code'], String),
          registerNumber: nullable(row['register_number'], integerOf),
          closingCount: integerOf(row['closings']),
          differenceCount: integerOf(row['differences']),
          surplusCents,
          shortageCents,
          netCents: surplusCents + shortageCents,
        };
      }),
      nextCursor: cursorOf(asked, rows),
    });
  }
}

/** What is asked for, behind the group that the page before ended with. */
function conditionsOf(asked: Asked): Conditions {
  const conditions = new Conditions('x.store_id', asked.stores)
    .add('x.store_id = ?', asked.storeId)
    .add('x.register_id = ?', asked.registerId)
    .add('x.business_date >= ?', asked.from)
    .add('x.business_date <= ?', asked.to)
    .add('x.closed_by = ?', asked.sellerCode)
    .when(true, 'x.closed_at IS NOT NULL');
  const [store, ...own] = asked.cursor?.split('/') ?? [];
  const key = OWN_KEYS[asked.by];
  if (key === undefined) return conditions.add('x.store_id > ?', store);
  return conditions.add(`(x.store_id > ? OR (x.store_id = ? AND ${key} > ?))`, store, store, own.join('/'));
}

function cursorOf({ limit }: Asked, rows: readonly SqlRow[]): string | null {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return last === undefined
    ? null
    : `${last['store_id']}/${last['register_id'] ?? last['seller_code'] ?? ''}`;
}
