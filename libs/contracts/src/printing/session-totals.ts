import { CASH_MOVEMENT_KINDS } from '@encaisse/register-domain';
import { z } from 'zod';
import { businessDate, cents, count, reductions, turnover } from '../primitives.js';
import { cashMovementKind } from '../register/cash.js';
import {
  printedDenominations,
  printedRegister,
  printedSoftware,
  printedStore,
  printedVatRate,
} from './parts.js';
import { line, name, ordinal, wallClock } from './values.js';

export const printedTender = z.object({ label: name, count, amountCents: cents });

/** A tender other than cash that was counted at the closing. */
export const printedTenderCount = z.object({ label: name, countedCents: cents, differenceCents: cents });

/**
 * The cash of one session. Expected cash = opening float + taken − change − refunds + movements in − those out; all parts
 * are positive. `differenceCents` = counted − expected; `difference` says who accepted a difference that is not zero.
 */
export const printedCash = z.object({
  openingFloatCents: cents,
  /** Float less the last count, where it differs from it. */
  floatDifferenceCents: cents.nullable(),
  takenCents: cents,
  changeCents: cents,
  refundsCents: cents,
  expectedCents: cents,
  countedCents: cents,
  /** Empty when they were not told one by one. */
  denominations: printedDenominations,
  differenceCents: cents,
  difference: z.object({ acceptedBy: name, reason: line }).nullable(),
});
export type PrintedCash = z.infer<typeof printedCash>;

/** What the cash movements of one kind come to. */
export const printedCashMovement = z.object({ kind: cashMovementKind, count, amountCents: cents });
export type PrintedCashMovement = z.infer<typeof printedCashMovement>;

/**
 * The closing's recapitulative ticket, one per session. A copy is the document of its original, to the letter: what one that
 * an older build made does not tell is null, and is not printed on its copies either.
 */
export const zDocument = z.object({
  kind: z.literal('z'),
  store: printedStore,
  register: printedRegister,
  zNumber: ordinal,
  sessionNumber: ordinal,
  epoch: ordinal,
  businessDate,
  openedAt: wallClock,
  openedBy: name,
  closedAt: wallClock,
  closedBy: name,
  ticketCount: count,
  /** Null when the session has no finalised ticket. */
  ticketNumbers: z.object({ first: ordinal, last: ordinal }).nullable(),
  abandonedCount: count,
  /** Of the tickets: those that came too late for an earlier session. */
  lateTicketCount: count.default(0),
  /** Late tickets that were dismissed; none of the tickets. */
  dismissedLateCount: count.default(0),
  articleCount: count,
  salesTtcCents: cents,
  turnover: turnover.nullable().default(null),
  vatRates: z.array(printedVatRate).max(20),
  tenders: z.array(printedTender).max(20),
  reductions,
  cashMovements: z.array(printedCashMovement).max(CASH_MOVEMENT_KINDS.length),
  /** Openings of the drawer without a sale. */
  drawerOpenings: count,
  xReadings: count,
  duplicateCount: count.nullable().default(null),
  tenderCounts: z.array(printedTenderCount).max(20),
  cash: printedCash,
  /** Users who were still connected and were logged out by a forced closing. */
  forcedOutUsers: z.array(name).max(100),
  duplicateNumber: count,
  software: printedSoftware,
});
export type ZDocument = z.infer<typeof zDocument>;

/** The totals so far of a session that goes on. `cash` is null where the drawer is counted blind. */
export const xDocument = zDocument
  .omit({
    zNumber: true,
    closedAt: true,
    closedBy: true,
    lateTicketCount: true,
    dismissedLateCount: true,
    xReadings: true,
    duplicateCount: true,
    tenderCounts: true,
    cash: true,
    forcedOutUsers: true,
  })
  .extend({
    kind: z.literal('x'),
    xNumber: ordinal,
    readAt: wallClock,
    readBy: name,
    cash: printedCash
      .omit({
        floatDifferenceCents: true,
        countedCents: true,
        denominations: true,
        differenceCents: true,
        difference: true,
      })
      .nullable(),
  });
export type XDocument = z.infer<typeof xDocument>;
