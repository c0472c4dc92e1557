import type { EntityManager } from 'typeorm';
import type { SoldTicket } from '../tickets/sold-tickets.js';

/** The tables of what was sold. */
export const SALES_TABLES = ['supervision_sales', 'supervision_sales_tenders', 'supervision_sales_vat'];

const QUARTER_MS = 15 * 60_000;
type Row = readonly [keys: readonly unknown[], amounts: readonly number[]];

/** Adds tickets that were never told before to what was sold: one statement for each table, however many there are. */
export async function addSales(manager: EntityManager, tickets: readonly SoldTicket[]): Promise<void> {
  await add(manager, SALES, tickets.map(saleOf));
  await add(manager, TENDERS, tickets.flatMap(tendersOf));
  await add(manager, VAT, tickets.flatMap(vatOf));
}

const placeOf = ({ taken, businessDate }: SoldTicket) => [taken.storeId, businessDate, taken.streamId];

function saleOf(ticket: SoldTicket): Row {
  const { at, kind, ttcCents } = ticket.event;
  const began = new Date(Math.floor(Date.parse(at) / QUARTER_MS) * QUARTER_MS);
  const isBare = ticket.record === null;
  const bare = isBare ? [1, ttcCents] : [0, 0];
  return [
    [...placeOf(ticket), began],
    [1, kind === 'REFUND' ? 1 : 0, ttcCents, ...bare],
  ];
}

const tendersOf = (ticket: SoldTicket): Row[] =>
  (ticket.record?.payments ?? []).map(({ tenderCode, kind, amountCents }) => [
    [...placeOf(ticket), tenderCode, kind],
    [1, amountCents],
  ]);

const vatOf = (ticket: SoldTicket): Row[] =>
  (ticket.record?.vat ?? []).map(({ basisPoints, htCents, vatCents, ttcCents }) => [
    [...placeOf(ticket), basisPoints],
    [1, htCents, vatCents, ttcCents],
  ]);

interface Sums {
  readonly table: string;
  readonly keys: string;
  readonly amounts: readonly string[];
}
const PLACE = 'store_id, business_date, register_id';
const SALES: Sums = {
  table: 'supervision_sales',
  keys: `${PLACE}, began_at`,
  amounts: ['ticket_count', 'refund_count', 'ttc_cents', 'bare_count', 'bare_cents'],
};
const TENDERS: Sums = {
  table: 'supervision_sales_tenders',
  keys: `${PLACE}, tender_code, tender_kind`,
  amounts: ['payment_count', 'amount_cents'],
};
const VAT: Sums = {
  table: 'supervision_sales_vat',
  keys: `${PLACE}, basis_points`,
  amounts: ['ticket_count', 'ht_cents', 'vat_cents', 'ttc_cents'],
};

async function add(manager: EntityManager, { table, keys, amounts }: Sums, rows: readonly Row[]) {
  if (rows.length === 0) return;
  const sums = new Map<string, Row>();
  for (const [key, amount] of rows) {
    const name = JSON.stringify(key);
    const former = sums.get(name)?.[1];
    sums.set(name, [key, amount.map((one, at) => one + (former?.[at] ?? 0))]);
  }
  const assignments = amounts.map((column) => `${column} = ${column} + VALUES(${column})`);
  await manager.query(
    `INSERT INTO ${table} (${keys}, ${amounts.join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE ${assignments.join(', ')}`,
    [[...sums.values()].map(([key, sum]) => [...key, ...sum])],
  );
}
