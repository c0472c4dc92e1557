import type { Denominations, TenderCount, ZRecord } from '@encaisse/contracts';
import type { EventOf, RunningSession } from '@encaisse/register-domain';
import { previousCountOf } from '../registers/register.view.js';
import type { SessionSums } from './session-sums.js';

/** What a closing knows: the session as the domain counted it, its sealing, and what its stored records come to. */
export interface SealedFacts {
  readonly registerId: string;
  readonly session: RunningSession;
  readonly seal: EventOf<'sessionSealed'>;
  readonly sums: SessionSums;
  /** Names of who was connected, by code. */
  readonly names: ReadonlyMap<string, string>;
  readonly counts: {
    readonly openingDenominations: Denominations | null;
    readonly countedDenominations: Denominations | null;
    readonly tenderCounts: readonly TenderCount[];
    readonly duplicateCount: number;
    /** Who accepted the difference, where there is one. */
    readonly acceptedBy: string;
  };
}

/** The content of a Z. @throws Error when records and domain do not agree: nothing is sealed that does not sum. */
export function zRecordOf({ registerId, session, seal, sums, names, counts }: SealedFacts): ZRecord {
  assertSums(session, sums);
  return {
    sessionId: session.sessionId,
    registerId,
    zNumber: seal.zNumber,
    incarnation: session.key.incarnation,
    epoch: session.key.epoch,
    sessionNumber: session.key.number,
    businessDate: session.businessDate,
    openedAt: session.openedAt,
    openedBy: session.openedBy,
    closedAt: seal.at,
    closedBy: seal.by,
    ticketCount: sums.ticketCount,
    abandonedCount: sums.abandonedCount,
    lateTicketCount: sums.lateTicketCount,
    dismissedLateCount: sums.dismissedLateCount,
    firstTicketNumber: sums.firstTicketNumber,
    lastTicketNumber: sums.lastTicketNumber,
    ttcCents: sums.ttcCents,
    turnover: sums.turnover,
    vat: [...sums.vat],
    tenders: [...sums.tenders],
    reductions: sums.reductions,
    cashMovements: [...sums.cashMovements],
    drawerOpenings: sums.drawerOpenings,
    xReadings: sums.xReadings,
    duplicateCount: counts.duplicateCount,
    tenderCounts: [...counts.tenderCounts],
    cash: {
      openingFloatCents: session.openingFloatCents,
      openingDenominations: copied(counts.openingDenominations),
      previousCountCents: previousCountOf(session),
      floatDifferenceCents: session.floatDifferenceCents,
      takenCents: session.cashTakenCents,
      changeGivenCents: session.changeGivenCents,
      refundedCents: session.cashRefundedCents,
      inCents: session.cashInCents,
      outCents: session.cashOutCents,
      expectedCents: seal.expectedCashCents,
      countedCents: seal.countedCashCents,
      countedDenominations: copied(counts.countedDenominations),
      differenceCents: seal.differenceCents,
    },
    differenceReason: seal.differenceCents === 0 ? null : seal.reason,
    differenceAcceptedBy: seal.differenceCents === 0 ? null : counts.acceptedBy,
    forcedOut: forcedOut(seal, names),
  };
}

const copied = (rows: Denominations | null) => (rows === null ? null : [...rows]);

/** Who counted as connected and was logged out all the same, each once. */
function forcedOut(
  { loggedOut, by }: EventOf<'sessionSealed'>,
  names: ReadonlyMap<string, string>,
): ZRecord['forcedOut'] {
  const codes = loggedOut
    .filter(({ sellerCode, stale }) => !stale && sellerCode !== by)
    .map(({ sellerCode }) => sellerCode);
  return [...new Set(codes)].map((sellerCode) => ({ sellerCode, name: names.get(sellerCode) ?? sellerCode }));
}

function assertSums(session: RunningSession, sums: SessionSums): void {
  const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
  const cashCents = total(
    sums.tenders.filter(({ kind }) => kind === 'CASH').map(({ amountCents }) => amountCents),
  );
  const moved = (isIn: boolean): number =>
    total(
      sums.cashMovements.filter(({ kind }) => (kind === 'IN') === isIn).map(({ amountCents }) => amountCents),
    );
  const numbers =
    sums.firstTicketNumber === null || sums.lastTicketNumber === null
      ? 0
      : sums.lastTicketNumber - sums.firstTicketNumber + 1;
  const pairs: readonly (readonly [string, number, number])[] = [
    ['tickets', sums.ticketCount, session.ticketCount],
    ['ticket numbers', numbers, session.ticketCount],
    ['TTC', sums.ttcCents, session.ttcCents],
    ['VAT', total(sums.vat.map(({ ttcCents }) => ttcCents)), session.ttcCents],
    ['tenders', total(sums.tenders.map(({ amountCents }) => amountCents)), session.ttcCents],
    ['cash in', moved(true), session.cashInCents],
    ['cash out', moved(false), session.cashOutCents],
    ['cash movements', total(sums.cashMovements.map(({ count }) => count)), session.cashMovementCount],
    ['openings of the drawer', sums.drawerOpenings, session.drawerOpeningCount],
    ['X readings', sums.xReadings, session.xReadingCount],
    ['cash', cashCents, session.cashTakenCents - session.changeGivenCents - session.cashRefundedCents],
  ];
  const wrong = pairs.filter(([, stored, counted]) => stored !== counted);
  if (wrong.length === 0) return;
  const what = wrong
    .map(([name, stored, counted]) => `${name} ${stored} stored, ${counted} counted`)
    .join('; ');
  throw new Error(`session ${session.sessionId} does not sum: ${what}`);
}
