import type { XDocument, XRecord } from '@encaisse/contracts';
import { wallClockOf } from '@encaisse/register-domain';
import { type Letterhead, printedStoreOf } from './letterhead.js';
import { SOFTWARE } from './software.js';
import { letteredRates } from './vat-letters.js';

/** A reading with the names that its record does not tell. */
export interface PrintableX {
  readonly x: XRecord;
  readonly openedByName: string;
  readonly readByName: string;
}

/** The original of an X, from its record alone. */
export function xDocument(letterhead: Letterhead, { x, openedByName, readByName }: PrintableX): XDocument {
  const wallClock = (instant: string) => wallClockOf(instant, letterhead.timeZone);
  return {
    kind: 'x',
    store: printedStoreOf(letterhead),
    register: letterhead.register,
    xNumber: x.xNumber,
    sessionNumber: x.sessionNumber,
    epoch: x.epoch,
    businessDate: x.businessDate,
    openedAt: wallClock(x.openedAt),
    openedBy: openedByName,
    readAt: wallClock(x.readAt),
    readBy: readByName,
    ticketCount: x.ticketCount,
    ticketNumbers:
      x.firstTicketNumber === null || x.lastTicketNumber === null
        ? null
        : { first: x.firstTicketNumber, last: x.lastTicketNumber },
    abandonedCount: x.abandonedCount,
    articleCount: x.articleCount,
    salesTtcCents: x.ttcCents,
    turnover: x.turnover,
    vatRates: [...letteredRates(x.vat)],
    tenders: x.tenders.map(({ label, count, amountCents }) => ({ label, count, amountCents })),
    reductions: x.reductions,
    cashMovements: x.cashMovements,
    drawerOpenings: x.drawerOpenings,
    cash: x.cash && {
      openingFloatCents: x.cash.openingFloatCents,
      takenCents: x.cash.takenCents,
      changeCents: x.cash.changeGivenCents,
      refundsCents: x.cash.refundedCents,
      expectedCents: x.cash.expectedCents,
    },
    duplicateNumber: 0,
    software: SOFTWARE,
  };
}
