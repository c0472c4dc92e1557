import type {
  CashMovementTotal,
  Reductions,
  TenderKind,
  TenderTotal,
  Turnover,
  VatTotal,
} from '@encaisse/contracts';
import { type CashMovementKind, subtractCents, toCents } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';

/** What the stored records of a session come to. */
export interface SessionSums {
  readonly ticketCount: number;
  readonly firstTicketNumber: number | null;
  readonly lastTicketNumber: number | null;
  readonly articleCount: number;
  readonly abandonedCount: number;
  /** Of the tickets: those that came too late for an earlier session. */
  readonly lateTicketCount: number;
  readonly dismissedLateCount: number;
  readonly ttcCents: number;
  readonly turnover: Turnover;
  /** By rising rate. */
  readonly vat: readonly VatTotal[];
  /** By code. */
  readonly tenders: readonly TenderTotal[];
  /** By kind. */
  readonly cashMovements: readonly CashMovementTotal[];
  readonly drawerOpenings: number;
  readonly xReadings: number;
  readonly reductions: Reductions;
}

/** SUM is a DECIMAL, which arrives as text. */
const sum = z.coerce.number().transform(toCents);
const integer = z.coerce.number().int();

const TICKETS = `
  SELECT COUNT(*) AS ticketCount, COUNT(late_session_id) AS lateTicketCount, MIN(number) AS firstTicketNumber, MAX(number) AS lastTicketNumber,
         COALESCE(SUM(article_count), 0) AS articleCount, COALESCE(SUM(ttc_cents), 0) AS ttcCents,
         COALESCE(SUM(sale_line_count > 0), 0) AS saleCount, COALESCE(SUM(refund_line_count > 0), 0) AS refundCount,
         COALESCE(SUM(refunds_cents), 0) AS refundsCents,
         COALESCE(SUM(discount_count), 0) AS discountCount, COALESCE(SUM(discounts_cents), 0) AS discountsCents,
         COALESCE(SUM(override_count), 0) AS overrideCount, COALESCE(SUM(overrides_cents), 0) AS overridesCents
  FROM register_tickets WHERE store_id = ? AND session_id = ?`;
const tickets = z.tuple([
  z
    .object({
      ticketCount: integer,
      lateTicketCount: integer,
      firstTicketNumber: z.int().nullable(),
      lastTicketNumber: z.int().nullable(),
      articleCount: integer,
      ttcCents: sum,
      saleCount: integer,
      refundCount: integer,
      refundsCents: sum,
      discountCount: integer,
      discountsCents: sum,
      overrideCount: integer,
      overridesCents: sum,
    })
    .transform(
      ({
        saleCount,
        refundCount,
        refundsCents,
        discountCount,
        discountsCents,
        overrideCount,
        overridesCents,
        ...sums
      }) => ({
        ...sums,
        turnover: {
          saleCount,
          salesCents: subtractCents(sums.ttcCents, refundsCents),
          refundCount,
          refundsCents,
        },
        reductions: { discountCount, discountsCents, overrideCount, overridesCents },
      }),
    ),
]);

const VAT = `
  SELECT vat_basis_points AS basisPoints, SUM(ht_cents) AS htCents, SUM(vat_cents) AS vatCents, SUM(ttc_cents) AS ttcCents
  FROM register_ticket_vat WHERE store_id = ? AND session_id = ?
  GROUP BY vat_basis_points ORDER BY vat_basis_points`;
const vat = z.array(z.object({ basisPoints: z.int(), htCents: sum, vatCents: sum, ttcCents: sum }));

const TENDERS = `
  SELECT tender_code AS tenderCode, kind, MIN(label) AS label, COUNT(*) AS count, SUM(amount_cents) AS amountCents
  FROM register_ticket_payments WHERE store_id = ? AND session_id = ?
  GROUP BY tender_code, kind ORDER BY tender_code`;
const tenders = z.array(
  z.object({
    tenderCode: z.string(),
    kind: z.custom<TenderKind>(),
    label: z.string(),
    count: integer,
    amountCents: sum,
  }),
);

const ABANDONED = `
  SELECT COUNT(*) AS abandonedCount FROM register_abandoned_tickets WHERE store_id = ? AND session_id = ?`;
const abandoned = z.tuple([z.object({ abandonedCount: integer })]);

const DISMISSED_LATE = `
  SELECT COUNT(*) AS dismissedLateCount FROM register_late_settlements
  WHERE store_id = ? AND session_id = ? AND outcome = 'DISMISSED'`;
const dismissedLate = z.tuple([z.object({ dismissedLateCount: integer })]);

const CASH_MOVEMENTS = `
  SELECT kind, COUNT(*) AS count, SUM(amount_cents) AS amountCents
  FROM register_cash_movements WHERE store_id = ? AND session_id = ? GROUP BY kind ORDER BY kind`;
const cashMovements = z.array(
  z.object({ kind: z.custom<CashMovementKind>(), count: integer, amountCents: sum }),
);

const DRAWER_OPENINGS = `
  SELECT COUNT(*) AS drawerOpenings FROM register_drawer_openings WHERE store_id = ? AND session_id = ?`;
const drawerOpenings = z.tuple([z.object({ drawerOpenings: integer })]);

const X_READINGS = `
  SELECT COUNT(*) AS xReadings FROM register_x_readings WHERE store_id = ? AND session_id = ?`;
const xReadings = z.tuple([z.object({ xReadings: integer })]);

/** Sums a session from its insert-only records, whose parts are added and never computed again. */
@Injectable()
export class SessionSumsReader {
  /** Exact under the lock of the session's register, which keeps tickets from being added. */
  async of(manager: EntityManager, storeId: string, sessionId: string): Promise<SessionSums> {
    const ask = (statement: string): Promise<unknown> => manager.query(statement, [storeId, sessionId]);
    const [ofTickets] = tickets.parse(await ask(TICKETS));
    const [{ abandonedCount }] = abandoned.parse(await ask(ABANDONED));
    const [{ dismissedLateCount }] = dismissedLate.parse(await ask(DISMISSED_LATE));
    const [ofDrawer] = drawerOpenings.parse(await ask(DRAWER_OPENINGS));
    const [ofReadings] = xReadings.parse(await ask(X_READINGS));
    return {
      ...ofTickets,
      ...ofDrawer,
      ...ofReadings,
      abandonedCount,
      dismissedLateCount,
      vat: vat.parse(await ask(VAT)),
      tenders: tenders.parse(await ask(TENDERS)),
      cashMovements: cashMovements.parse(await ask(CASH_MOVEMENTS)),
    };
  }
}
