import type { XDocument, ZDocument } from '@encaisse/contracts';
import { register, software, store } from './shop.js';

export const z = (overrides: Partial<ZDocument> = {}): ZDocument => ({
  kind: 'z',
  store,
  register,
  zNumber: 128,
  sessionNumber: 37,
  epoch: 12,
  businessDate: '2026-11-24',
  openedAt: '2026-11-24T08:55:12+01:00',
  openedBy: 'Noëlla Bœuf',
  closedAt: '2026-11-24T19:41:47+01:00',
  closedBy: 'Sophie Müller',
  ticketCount: 152,
  ticketNumbers: { first: 1012, last: 1163 },
  abandonedCount: 3,
  lateTicketCount: 2,
  dismissedLateCount: 1,
  articleCount: 1187,
  salesTtcCents: 451230,
  turnover: { saleCount: 149, salesCents: 463210, refundCount: 4, refundsCents: -11980 },
  vatRates: [
    { letter: 'A', vatBasisPoints: 2000, htCents: 208333, vatCents: 41667, ttcCents: 250000 },
    { letter: 'B', vatBasisPoints: 550, htCents: 180311, vatCents: 9917, ttcCents: 190228 },
    { letter: 'C', vatBasisPoints: 210, htCents: 10776, vatCents: 226, ttcCents: 11002 },
  ],
  tenders: [
    { label: 'Carte bancaire', count: 97, amountCents: 310455 },
    { label: 'Espèces', count: 61, amountCents: 98275 },
    { label: 'Chèque', count: 4, amountCents: 32500 },
    { label: 'Chèque cadeau', count: 5, amountCents: 10000 },
  ],
  reductions: { discountCount: 14, discountsCents: 3120, overrideCount: 2, overridesCents: 390 },
  cashMovements: [
    { kind: 'IN', count: 1, amountCents: 5000 },
    { kind: 'SAFE_DROP', count: 2, amountCents: 55000 },
  ],
  drawerOpenings: 4,
  xReadings: 2,
  duplicateCount: 3,
  tenderCounts: [
    { label: 'Chèque', countedCents: 32500, differenceCents: 0 },
    { label: 'Chèque cadeau', countedCents: 9000, differenceCents: -1000 },
  ],
  cash: {
    openingFloatCents: 20000,
    floatDifferenceCents: -150,
    takenCents: 124350,
    changeCents: 26075,
    refundsCents: 0,
    expectedCents: 68275,
    countedCents: 67955,
    denominations: [
      { valueCents: 10000, count: 2 },
      { valueCents: 2000, count: 21 },
      { valueCents: 500, count: 11 },
      { valueCents: 200, count: 1 },
      { valueCents: 50, count: 4 },
      { valueCents: 5, count: 11 },
    ],
    differenceCents: -320,
    difference: { acceptedBy: 'Sophie Müller', reason: 'Erreur de rendu vers 17 h, client reparti' },
  },
  forcedOutUsers: ['Jean-Noël Dupré', 'Anaïs Lefèvre'],
  duplicateNumber: 0,
  software,
  ...overrides,
});

export const x = (overrides: Partial<XDocument> = {}): XDocument => {
  const {
    kind,
    zNumber,
    closedAt,
    closedBy,
    lateTicketCount,
    dismissedLateCount,
    xReadings,
    duplicateCount,
    tenderCounts,
    cash,
    forcedOutUsers,
    ...session
  } = z();
  const { floatDifferenceCents, countedCents, denominations, differenceCents, difference, ...expected } =
    cash;
  return {
    ...session,
    kind: 'x',
    xNumber: 2,
    readAt: '2026-11-24T13:05:30+01:00',
    readBy: 'Sophie Müller',
    cash: expected,
    ...overrides,
  };
};
