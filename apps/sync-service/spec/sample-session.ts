import {
  type ExportedTicket,
  type ExportRecord,
  NO_DISCOUNT,
  type SessionTotals,
  SOLD_AS_LISTED,
  sumRecords,
  type ZRecord,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';

export interface SampleSession {
  readonly header: {
    readonly sessionId: string;
    readonly incarnation: string;
    readonly epoch: number;
    readonly number: number;
    readonly businessDate: string;
    readonly ticketCount: number;
    readonly z: ZRecord;
  };
  readonly records: readonly ExportRecord[];
}

interface Wanted {
  readonly registerNumber: number;
  readonly incarnation: string;
  readonly epoch: number;
  readonly number: number;
  readonly tickets: number;
}

const businessDate = '2026-03-14';
const at = (minute: number): string => new Date(Date.UTC(2026, 2, 14, 8, minute)).toISOString();

/** A closed session with as many tickets, one in three paid by card, and one abandoned ticket. */
export function sampleSession(wanted: Wanted): SampleSession {
  const sessionId = uuidv7();
  const { incarnation, epoch, number } = wanted;
  const key = { storeCode: 'S01', incarnation, registerNumber: wanted.registerNumber, epoch, number };
  const opening: ExportRecord = {
    type: 'session',
    key,
    sessionId,
    businessDate,
    tillCode: 'T1',
    datasetVersion: 1,
    openedAt: at(0),
    openedBy: 'R01',
    openingFloatCents: 15_000,
    openingDenominations: null,
    previousCountCents: null,
  };
  const tickets = Array.from({ length: wanted.tickets }, (_, index) => ticket(index + 1));
  const abandoned: ExportRecord = {
    type: 'abandonedTicket',
    ticketId: uuidv7(),
    abandonedAt: at(5),
    abandonedBy: 'V01',
    lines: 2,
    ttcCents: 740,
  };
  const expected = sumRecords([opening, ...tickets, abandoned]);
  const cash = { ...expected.cash, countedCents: expected.cash.expectedCents, differenceCents: 0 };
  const totals: SessionTotals = { ...expected, cash };
  const closing: ExportRecord = {
    type: 'z',
    zNumber: number,
    closedAt: at(600),
    closedBy: 'R01',
    firstTicketNumber: wanted.tickets === 0 ? null : 1,
    lastTicketNumber: wanted.tickets === 0 ? null : wanted.tickets,
    forcedOut: [],
    differenceReason: null,
    differenceAcceptedBy: null,
    countedDenominations: null,
    tenderCounts: [],
    xReadings: 0,
    duplicateCount: 0,
    totals,
  };
  return {
    header: {
      sessionId,
      incarnation,
      epoch,
      number,
      businessDate,
      ticketCount: wanted.tickets,
      z: zOf(sessionId, wanted, totals),
    },
    records: [opening, ...tickets, abandoned, closing],
  };
}

const PLAIN = { unit: 'PIECE', ...SOLD_AS_LISTED } as const;

function ticket(number: number): ExportedTicket {
  const ttcCents = 120 + (number % 50);
  const vatCents = ttcCents - Math.round(ttcCents / 1.2);
  const byCard = number % 3 === 0;
  return {
    type: 'ticket',
    number,
    ticketId: uuidv7(),
    finalisedAt: at(number % 500),
    sellerCode: 'V01',
    lines: [
      {
        lineId: uuidv7(),
        articleCode: 'A1990000000014',
        barcode: '1990000000014',
        label: 'Café moulu « pur arabica » 250 g',
        quantityThousandths: 1_000,
        unitPriceCents: ttcCents,
        listPriceCents: ttcCents,
        grossCents: ttcCents,
        ttcCents,
        ...PLAIN,
        vatBasisPoints: 2_000,
      },
    ],
    ...NO_DISCOUNT,
    vat: [{ basisPoints: 2_000, htCents: ttcCents - vatCents, vatCents, ttcCents }],
    payments: [
      {
        paymentId: uuidv7(),
        tenderCode: byCard ? 'CB' : 'ESP',
        kind: byCard ? 'CARD' : 'CASH',
        amountCents: ttcCents,
        tenderedCents: byCard ? ttcCents : 500,
        changeCents: byCard ? 0 : 500 - ttcCents,
      },
    ],
    ttcCents,
    late: null,
  };
}

function zOf(sessionId: string, wanted: Wanted, totals: SessionTotals): ZRecord {
  const { openingFloatCents, expectedCents, countedCents, differenceCents } = totals.cash;
  return {
    sessionId,
    registerId: uuidv7(),
    zNumber: wanted.number,
    incarnation: wanted.incarnation,
    epoch: wanted.epoch,
    sessionNumber: wanted.number,
    businessDate,
    openedAt: at(0),
    openedBy: 'R01',
    closedAt: at(600),
    closedBy: 'R01',
    ticketCount: totals.ticketCount,
    abandonedCount: totals.abandonedCount,
    lateTicketCount: totals.lateTicketCount,
    dismissedLateCount: totals.dismissedLateCount,
    firstTicketNumber: null,
    lastTicketNumber: null,
    ttcCents: totals.ttcCents,
    turnover: totals.turnover,
    vat: totals.vat,
    tenders: totals.tenders.map((tender) => ({ ...tender, label: tender.tenderCode })),
    reductions: totals.reductions,
    cashMovements: totals.cashMovements,
    drawerOpenings: totals.drawerOpenings,
    xReadings: 0,
    duplicateCount: 0,
    cash: {
      openingFloatCents,
      openingDenominations: null,
      previousCountCents: null,
      floatDifferenceCents: null,
      takenCents: expectedCents - openingFloatCents,
      changeGivenCents: 0,
      refundedCents: 0,
      inCents: 0,
      outCents: 0,
      expectedCents,
      countedCents,
      countedDenominations: null,
      differenceCents,
    },
    tenderCounts: [],
    differenceAcceptedBy: null,
    differenceReason: null,
    forcedOut: [],
  };
}
