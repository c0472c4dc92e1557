import type { DataSource } from 'typeorm';
import { type Books, ttcOf, vatOf } from './ledger.js';

type Row = Readonly<Record<string, unknown>>;

/** Rows with every whole number as one: a BIGINT and a sum arrive as text. */
export async function readRows(
  admin: DataSource,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const rows = (await admin.query(statement, [...values])) as Row[];
  const whole = (value: unknown): unknown =>
    typeof value === 'string' && /^-?\d+$/u.test(value) ? Number(value) : value;
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, whole(value)])),
  );
}

/** Every row of a session is what the books say, no more and no less. */
export async function compareStored(admin: DataSource, sessionId: string, { tickets }: Books): Promise<void> {
  const rows = (statement: string) => readRows(admin, statement, [sessionId]);
  const ofTicket = 'ticket_id AS ticketId';
  expect(
    await rows(`SELECT number, ${ofTicket}, ttc_cents AS ttcCents, refunds_cents AS refundsCents
                FROM register_tickets WHERE session_id = ? ORDER BY number`),
  ).toEqual(
    tickets.map(({ number, ticketId, lines }) => ({
      number,
      ticketId,
      ttcCents: sum(lines.map(ttcOf)),
      refundsCents: sum(lines.filter(({ sold }) => sold !== null).map(ttcOf)),
    })),
  );
  expect(
    await rows(`SELECT line.line_id AS lineId, line.quantity_thousandths AS quantityThousandths,
                  line.unit_price_cents AS unitPriceCents, line.gross_cents AS grossCents,
                  line.discount_cents AS discountCents, line.ticket_discount_cents AS ticketDiscountCents,
                  line.ttc_cents AS ttcCents, line.vat_basis_points AS vatBasisPoints,
                  line.origin_line_id AS originLineId
                FROM register_ticket_lines line JOIN register_tickets ticket
                  ON ticket.store_id = line.store_id AND ticket.ticket_id = line.ticket_id
                WHERE ticket.session_id = ? ORDER BY ticket.number, line.position`),
  ).toEqual(
    tickets.flatMap(({ lines }) =>
      lines.map((line) => ({
        lineId: line.lineId,
        quantityThousandths: line.quantityThousandths,
        unitPriceCents: line.unitPriceCents,
        grossCents: line.grossCents,
        discountCents: line.discountCents,
        ticketDiscountCents: line.ticketDiscountCents,
        ttcCents: ttcOf(line),
        vatBasisPoints: line.vatBasisPoints,
        originLineId: line.sold?.lineId ?? null,
      })),
    ),
  );
  const byTicket = (found: readonly object[]) =>
    found.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const vat = await rows(`SELECT ${ofTicket}, vat_basis_points AS basisPoints, ht_cents AS htCents,
      vat_cents AS vatCents, ttc_cents AS ttcCents FROM register_ticket_vat WHERE session_id = ?`);
  expect(byTicket(vat)).toEqual(
    byTicket(tickets.flatMap(({ ticketId, lines }) => vatOf(lines).map((part) => ({ ticketId, ...part })))),
  );
  const payments = await rows(`SELECT ${ofTicket}, tender_code AS tenderCode, tendered_cents AS tenderedCents,
      change_cents AS changeCents, amount_cents AS amountCents
      FROM register_ticket_payments WHERE session_id = ?`);
  expect(byTicket(payments)).toEqual(
    byTicket(tickets.flatMap(({ ticketId, payments: all }) => all.map((one) => ({ ticketId, ...one })))),
  );
}

const sum = (amounts: readonly number[]): number => amounts.reduce((before, amount) => before + amount, 0);
