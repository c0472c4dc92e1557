import { z } from 'zod';
import {
  businessDate,
  cents,
  count,
  id,
  instant,
  positiveCents,
  reductions,
  sellerCode,
  tenderTotal,
  turnover,
  vatTotal,
} from '../primitives.js';
import { cashMovementTotal } from './cash.js';
import { connectedUser } from './connected-user.js';
import { denominations, expectedAmounts, recountView, tenderCountView } from './counting.js';

export const closingView = z
  .object({
    closingId: id,
    registerId: id,
    sessionId: id,
    state: z.enum(['COUNTING', 'SEALED', 'CANCELLED', 'SENT_BACK']),
    startedAt: instant,
    startedBy: sellerCode,
    connectedUsers: z.array(connectedUser),
    expected: expectedAmounts
      .nullable()
      .describe('While it is counted, where the store does not count blind; otherwise null.'),
    z: z
      .object({
        zNumber: count,
        countedCashCents: positiveCents,
        expectedCashCents: cents,
        differenceCents: cents,
        ticketCount: count,
        ttcCents: cents,
        denominations: denominations.nullable(),
        tenderCounts: z.array(tenderCountView),
        printJobId: id,
      })
      .nullable()
      .describe('The outcome, once sealed.'),
    recounts: z.array(recountView).describe('By number: later counts of the drawer, beside what is sealed.'),
  })
  .meta({ id: 'Closing' });
export type ClosingView = z.infer<typeof closingView>;

/** The sealed content of a closing: what the Z ticket prints and what head office receives. */
export const zRecord = z
  .object({
    sessionId: id,
    registerId: id,
    zNumber: count,
    incarnation: id,
    epoch: count,
    sessionNumber: count,
    businessDate,
    openedAt: instant,
    openedBy: sellerCode,
    closedAt: instant,
    closedBy: sellerCode,
    ticketCount: count,
    abandonedCount: count,
    lateTicketCount: count.describe('Of the tickets: those that came too late for an earlier session.'),
    dismissedLateCount: count.describe('Late tickets that were dismissed; none of the tickets.'),
    firstTicketNumber: count.nullable(),
    lastTicketNumber: count.nullable(),
    ttcCents: cents,
    turnover,
    vat: z.array(vatTotal),
    tenders: z.array(tenderTotal),
    reductions,
    cashMovements: z.array(cashMovementTotal).describe('By kind; only kinds that occur.'),
    drawerOpenings: count.describe('Openings of the drawer without a sale.'),
    xReadings: count,
    duplicateCount: count.describe('Copies marked DUPLICATA that no Z of the register had counted before.'),
    tenderCounts: z.array(tenderCountView).describe('Those that were counted.'),
    cash: z.object({
      openingFloatCents: positiveCents,
      openingDenominations: denominations.nullable(),
      previousCountCents: positiveCents.nullable(),
      floatDifferenceCents: cents.nullable(),
      takenCents: positiveCents,
      changeGivenCents: positiveCents,
      refundedCents: positiveCents,
      inCents: positiveCents,
      outCents: positiveCents.describe('Whatever left the drawer, for the safe or elsewhere.'),
      expectedCents: cents,
      countedCents: positiveCents,
      countedDenominations: denominations.nullable(),
      differenceCents: cents,
    }),
    differenceReason: z.string().nullable(),
    differenceAcceptedBy: sellerCode.nullable().describe('Whoever closed, or who lent her the right.'),
    forcedOut: z.array(z.object({ sellerCode, name: z.string() })),
  })
  .meta({ id: 'Z' });
export type ZRecord = z.infer<typeof zRecord>;
