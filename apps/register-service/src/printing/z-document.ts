import type { PrintedCash, ZDocument, ZRecord } from '@encaisse/contracts';
import { wallClockOf } from '@encaisse/register-domain';
import { type Letterhead, printedStoreOf } from './letterhead.js';
import { SOFTWARE } from './software.js';
import { letteredRates } from './vat-letters.js';

/** A sealed Z with what its record does not tell. */
export interface PrintableZ {
  readonly z: ZRecord;
  readonly openedByName: string;
  readonly closedByName: string;
  /** Of who accepted a difference; empty where there is none. */
  readonly acceptedByName: string;
  readonly articleCount: number;
}

/** The original of a Z, from its sealed record alone. */
export function zDocument(letterhead: Letterhead, printable: PrintableZ): ZDocument {
  const { z, openedByName, closedByName, acceptedByName, articleCount } = printable;
  const wallClock = (instant: string) => wallClockOf(instant, letterhead.timeZone);
  return {
    kind: 'z',
    store: printedStoreOf(letterhead),
    register: letterhead.register,
    zNumber: z.zNumber,
    sessionNumber: z.sessionNumber,
    epoch: z.epoch,
    businessDate: z.businessDate,
    openedAt: wallClock(z.openedAt),
    openedBy: openedByName,
    closedAt: wallClock(z.closedAt),
    closedBy: closedByName,
    ticketCount: z.ticketCount,
    ticketNumbers:
      z.firstTicketNumber === null || z.lastTicketNumber === null
        ? null
        : { first: z.firstTicketNumber, last: z.lastTicketNumber },
    abandonedCount: z.abandonedCount,
    lateTicketCount: z.lateTicketCount,
    dismissedLateCount: z.dismissedLateCount,
    articleCount,
    salesTtcCents: z.ttcCents,
    turnover: z.turnover,
    vatRates: [...letteredRates(z.vat)],
    tenders: z.tenders.map(({ label, count, amountCents }) => ({ label, count, amountCents })),
    reductions: z.reductions,
    cashMovements: z.cashMovements,
    drawerOpenings: z.drawerOpenings,
    xReadings: z.xReadings,
    duplicateCount: z.duplicateCount,
    tenderCounts: z.tenderCounts.map(({ label, countedCents, differenceCents }) => ({
      label,
      countedCents,
      differenceCents,
    })),
    cash: printedCash(z, acceptedByName),
    forcedOutUsers: z.forcedOut.map(({ name }) => name),
    duplicateNumber: 0,
    software: SOFTWARE,
  };
}

const printedCash = ({ cash, differenceReason }: ZRecord, acceptedBy: string): PrintedCash => ({
  openingFloatCents: cash.openingFloatCents,
  floatDifferenceCents: cash.floatDifferenceCents === 0 ? null : cash.floatDifferenceCents,
  takenCents: cash.takenCents,
  changeCents: cash.changeGivenCents,
  refundsCents: cash.refundedCents,
  expectedCents: cash.expectedCents,
  countedCents: cash.countedCents,
  denominations: cash.countedDenominations ?? [],
  differenceCents: cash.differenceCents,
  difference: cash.differenceCents === 0 ? null : { acceptedBy, reason: differenceReason ?? '' },
});
