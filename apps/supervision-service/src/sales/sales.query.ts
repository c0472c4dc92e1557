import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  type SalesFigure,
  type salesQueries,
} from '@encaisse/contracts';
import { wallClockOf } from '@encaisse/register-domain';
import { dateOf, integerOf, nullable, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conditions } from '../lists/conditions.js';

type Contract = typeof salesQueries.readSales;
type Asked = RequestOf<Contract>;
type Group = Asked['by'];

const TICKETS = 'SUM(x.ticket_count) AS count, SUM(x.refund_count) AS refunds, SUM(x.ttc_cents) AS ttc';
const STORES = 'LEFT JOIN supervision_stores s ON s.store_id = x.store_id';
/** What each group is the sum of: columns, table, group. */
const GROUPS: { readonly [G in Group]: readonly [columns: string, from: string, group: string] } = {
  DATE: [`x.business_date, ${TICKETS}`, 'supervision_sales x', 'x.business_date'],
  HOUR: [`s.time_zone, x.began_at, ${TICKETS}`, `supervision_sales x ${STORES}`, 's.time_zone, x.began_at'],
  STORE: [
    `x.store_id, s.code AS store_code, ${TICKETS}`,
    `supervision_sales x ${STORES}`,
    'x.store_id, s.code',
  ],
  REGISTER: [
    `x.store_id, s.code AS store_code, x.register_id, n.number AS register_number, ${TICKETS}`,
    `supervision_sales x ${STORES}
     LEFT JOIN supervision_named_registers n ON n.store_id = x.store_id AND n.register_id = x.register_id`,
    'x.store_id, x.register_id, s.code, n.number',
  ],
  TENDER: [
    'x.tender_code, x.tender_kind, SUM(x.payment_count) AS count, 0 AS refunds, SUM(x.amount_cents) AS ttc',
    'supervision_sales_tenders x',
    'x.tender_code, x.tender_kind',
  ],
  VAT: [
    `x.basis_points, SUM(x.ticket_count) AS count, 0 AS refunds, SUM(x.ttc_cents) AS ttc, SUM(x.ht_cents) AS ht,
     SUM(x.vat_cents) AS vat`,
    'supervision_sales_vat x',
    'x.basis_points',
  ],
};
/** Of a store that has not described itself yet. */
const DEFAULT_ZONE = 'Europe/Paris';

/** What was sold, in two statements, however many stores and days there are. */
@Injectable()
export class SalesQuery {
  constructor(private readonly database: DataSource) {}

  async handle(asked: Asked): Promise<Outcome<ReplyOf<Contract>>> {
    const [columns, from, group] = GROUPS[asked.by];
    const { where, values } = conditionsOf(asked);
    const paged = conditionsOf(asked);
    const [store, register = ''] = asked.cursor?.split('/') ?? [];
    if (asked.by === 'STORE') paged.add('x.store_id > ?', store);
    if (asked.by === 'REGISTER')
      paged.add('(x.store_id > ? OR (x.store_id = ? AND x.register_id > ?))', store, store, register);
    const rows = (await this.database.query(
      `SELECT ${columns} FROM ${from} ${paged.where} GROUP BY ${group} ORDER BY ${group}
       ${isPaged(asked.by) ? `LIMIT ${asked.limit}` : ''}`,
      paged.values,
    )) as SqlRow[];
    const [sum] = (await this.database.query(
      `SELECT ${TICKETS}, SUM(x.bare_count) AS bare_count, SUM(x.bare_cents) AS bare_cents
       FROM supervision_sales x ${where}`,
      values,
    )) as SqlRow[];
    const of = (column: string) => integerOf(sum?.[column] ?? 0);
    return done({
      figures: asked.by === 'HOUR' ? byHour(rows) : rows.map((row) => figureOf(row)),
      total: { ticketCount: of('count'), refundCount: of('refunds'), ttcCents: of('ttc') },
      amountOnly: { ticketCount: of('bare_count'), ttcCents: of('bare_cents') },
      nextCursor: cursorOf(asked, rows),
    });
  }
}

const isPaged = (by: Group): boolean => by === 'STORE' || by === 'REGISTER';
function cursorOf({ by, limit }: Asked, rows: readonly SqlRow[]): string | null {
  const last = isPaged(by) && rows.length === limit ? rows.at(-1) : undefined;
  return last === undefined ? null : `${last['store_id']}/${last['register_id'] ?? ''}`;
}

const conditionsOf = (asked: Asked): Conditions =>
  new Conditions('x.store_id', asked.stores)
    .add('x.store_id = ?', asked.storeId)
    .add('x.register_id = ?', asked.registerId)
    .add('x.business_date >= ?', asked.from)
    .add('x.business_date <= ?', asked.to);

function figureOf(row: SqlRow, hour: number | null = null): SalesFigure {
  const text = (column: string) => nullable(row[column] ?? null, String);
  const integer = (column: string) => nullable(row[column] ?? null, integerOf);
  return {
    businessDate: text('business_date'),
    hour,
    storeId: text('store_id'),
    registerId: text('register_id'),
    storeCode: text('store_code'),
    registerNumber: integer('register_number'),
    tenderCode: text('tender_code'),
    tenderKind: text('tender_kind') as SalesFigure['tenderKind'],
    vatBasisPoints: integer('basis_points'),
    count: integer('count') ?? 0,
    refundCount: integer('refunds') ?? 0,
    ttcCents: integer('ttc') ?? 0,
    htCents: integer('ht'),
    vatCents: integer('vat'),
  };
}

/** Each quarter of an hour falls into an hour of the clock on its store's wall. */
function byHour(rows: readonly SqlRow[]): SalesFigure[] {
  const hours = new Map<number, SalesFigure>();
  for (const row of rows) {
    const zone = nullable(row['time_zone'] ?? null, String) ?? DEFAULT_ZONE;
    const hour = Number(wallClockOf(dateOf(row['began_at']).toISOString(), zone).slice(11, 13));
    const figure = figureOf(row, hour);
    const former = hours.get(hour);
    hours.set(hour, {
      ...figure,
      count: figure.count + (former?.count ?? 0),
      refundCount: figure.refundCount + (former?.refundCount ?? 0),
      ttcCents: figure.ttcCents + (former?.ttcCents ?? 0),
    });
  }
  return [...hours.values()].sort((a, b) => Number(a.hour) - Number(b.hour));
}
