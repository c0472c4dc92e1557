import { type EventOf, type RunningSession, toCents } from '@encaisse/register-domain';
import type { SessionSums } from './session-sums.js';
import { type SealedFacts, zRecordOf } from './z-record.js';

const session: RunningSession = {
  sessionId: 'session',
  key: { incarnation: 'life', epoch: 4, number: 2 },
  businessDate: '2026-11-24',
  openedAt: '2026-11-24T07:00:00.000Z',
  openedBy: 'R01',
  openingFloatCents: toCents(10_000),
  floatDifferenceCents: toCents(-50),
  cashTakenCents: toCents(2_000),
  changeGivenCents: toCents(500),
  cashRefundedCents: toCents(0),
  cashInCents: toCents(300),
  cashOutCents: toCents(1_200),
  cashMovementCount: 4,
  drawerOpeningCount: 2,
  xReadingCount: 1,
  ticketCount: 2,
  ttcCents: toCents(2_500),
};
const seal: EventOf<'sessionSealed'> = {
  type: 'sessionSealed',
  at: '2026-11-24T19:00:00.000Z',
  by: 'R02',
  sessionId: 'session',
  key: session.key,
  closingId: 'closing',
  zNumber: 9,
  expectedCashCents: toCents(10_600),
  countedCashCents: toCents(10_600),
  differenceCents: toCents(0),
  loggedOut: [],
  forcedPages: [],
  reason: null,
};
const sums: SessionSums = {
  ticketCount: 2,
  firstTicketNumber: 41,
  lastTicketNumber: 42,
  articleCount: 3,
  abandonedCount: 1,
  lateTicketCount: 0,
  dismissedLateCount: 0,
  ttcCents: 2_500,
  turnover: { saleCount: 2, salesCents: 2_500, refundCount: 0, refundsCents: 0 },
  vat: [{ basisPoints: 2_000, htCents: 2_083, vatCents: 417, ttcCents: 2_500 }],
  tenders: [
    { tenderCode: 'CB', kind: 'CARD', label: 'Carte', count: 1, amountCents: 1_000 },
    { tenderCode: 'ESP', kind: 'CASH', label: 'Espèces', count: 1, amountCents: 1_500 },
  ],
  cashMovements: [
    { kind: 'IN', count: 1, amountCents: 300 },
    { kind: 'OUT', count: 2, amountCents: 200 },
    { kind: 'SAFE_DROP', count: 1, amountCents: 1_000 },
  ],
  drawerOpenings: 2,
  xReadings: 1,
  reductions: { discountCount: 1, discountsCents: 50, overrideCount: 0, overridesCents: 0 },
};
const facts: SealedFacts = {
  registerId: 'register',
  session,
  seal,
  sums,
  names: new Map([['V01', 'Dominique Petit']]),
  counts: {
    openingDenominations: null,
    countedDenominations: [{ valueCents: 5_000, count: 2 }],
    tenderCounts: [],
    duplicateCount: 0,
    acceptedBy: 'R03',
  },
};

describe('a Z', () => {
  it('takes its sums from the stored records, and its cash from the domain', () => {
    expect(zRecordOf(facts)).toMatchObject({
      zNumber: 9,
      epoch: 4,
      sessionNumber: 2,
      closedBy: 'R02',
      firstTicketNumber: 41,
      lastTicketNumber: 42,
      ttcCents: 2_500,
      abandonedCount: 1,
      cash: {
        takenCents: 2_000,
        changeGivenCents: 500,
        inCents: 300,
        outCents: 1_200,
        expectedCents: 10_600,
      },
      drawerOpenings: 2,
      xReadings: 1,
    });
  });

  it.each<[string, Partial<SessionSums>]>([
    ['a ticket', { ticketCount: 1 }],
    ['a number', { lastTicketNumber: 43 }],
    ['a cent', { ttcCents: 2_499 }],
    ['a part of the VAT', { vat: [] }],
    ['a payment', { tenders: sums.tenders.slice(1) }],
    ['cash that came in', { cashMovements: sums.cashMovements.slice(1) }],
    ['cash that went out', { cashMovements: sums.cashMovements.slice(0, 2) }],
    ['an opening of the drawer', { drawerOpenings: 1 }],
    ['an X reading', { xReadings: 0 }],
    ['the cash', { tenders: sums.tenders.map((tender) => ({ ...tender, kind: 'CARD' as const })) }],
  ])('is not made when %s is missing in the records', (_what, wrong) => {
    expect(() => zRecordOf({ ...facts, sums: { ...sums, ...wrong } })).toThrow('does not sum');
  });

  it('names once who counted as connected and was logged out, and neither the silent nor the one who closes', () => {
    const loggedOut = [
      { connectionId: 'a', sellerCode: 'V01', stale: false },
      { connectionId: 'b', sellerCode: 'V01', stale: false },
      { connectionId: 'c', sellerCode: 'V02', stale: true },
      { connectionId: 'd', sellerCode: 'R02', stale: false },
      { connectionId: 'e', sellerCode: 'V03', stale: false },
    ];
    expect(zRecordOf({ ...facts, seal: { ...seal, loggedOut } }).forcedOut).toEqual([
      { sellerCode: 'V01', name: 'Dominique Petit' },
      { sellerCode: 'V03', name: 'V03' },
    ]);
  });

  it('keeps a reason only for a difference', () => {
    const reason = 'une page éteinte';
    expect(zRecordOf({ ...facts, seal: { ...seal, reason } }).differenceReason).toBeNull();
    const short = { ...seal, reason, countedCashCents: toCents(10_500), differenceCents: toCents(-100) };
    expect(zRecordOf({ ...facts, seal: short })).toMatchObject({
      differenceReason: reason,
      differenceAcceptedBy: 'R03',
      cash: { previousCountCents: 10_050, floatDifferenceCents: -50 },
    });
  });
});
