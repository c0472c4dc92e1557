import type {
  CashMovementDocument,
  RecountDocument,
  TestPageDocument,
  TicketDocument,
  XDocument,
  ZDocument,
} from '@encaisse/contracts';

/** Documents as a real shop would print them, for tests and pictures. */

const store = {
  name: 'Maison Lumière',
  addressLines: ['12, rue de la République', '69002 Lyon'],
  phone: '04 78 00 12 34',
  siret: '812 345 678 00019',
  vatNumber: 'FR 40 812345678',
  naf: '47.11D',
};
const register = { number: 1, name: 'CAISSE 01' };
const software = { name: 'Encaisse', version: '0.1.0' };

export const ticket = (overrides: Partial<TicketDocument> = {}): TicketDocument => ({
  kind: 'ticket',
  store,
  register,
  ticketNumber: 1042,
  sessionNumber: 37,
  soldAt: '2026-11-24T18:32:05+01:00',
  sellerName: 'Noëlla Bœuf',
  lines: [
    {
      label: 'Pain de campagne aux graines, levain naturel',
      unit: 'PIECE',
      quantityThousandths: 1000,
      unitPriceCents: 390,
      listPriceCents: 390,
      grossCents: 390,
      discountCents: 0,
      discountBasisPoints: null,
      vatLetter: 'B',
    },
    {
      label: 'Clémentines de Corse IGP calibre 3, filet',
      unit: 'KILOGRAM',
      quantityThousandths: 846,
      unitPriceCents: 349,
      listPriceCents: 349,
      grossCents: 295,
      discountCents: 0,
      discountBasisPoints: null,
      vatLetter: 'B',
    },
    {
      label: 'Café moulu pur arabica « Éthiopie Sidamo » 250 g',
      unit: 'PIECE',
      quantityThousandths: 3000,
      unitPriceCents: 475,
      listPriceCents: 475,
      grossCents: 1425,
      discountCents: 0,
      discountBasisPoints: null,
      vatLetter: 'B',
    },
    {
      label: 'Crémant de Bourgogne brut 75 cl',
      unit: 'PIECE',
      quantityThousandths: 2000,
      unitPriceCents: 1190,
      listPriceCents: 1190,
      grossCents: 2380,
      discountCents: 0,
      discountBasisPoints: null,
      vatLetter: 'A',
    },
    {
      label: 'Cocotte en fonte émaillée Ø 28 cm rouge cerise',
      unit: 'PIECE',
      quantityThousandths: 1000,
      unitPriceCents: 18990,
      listPriceCents: 18990,
      grossCents: 18990,
      discountCents: 0,
      discountBasisPoints: null,
      vatLetter: 'A',
    },
    {
      label: 'Œufs plein air ×12',
      unit: 'PIECE',
      quantityThousandths: 1000,
      unitPriceCents: 459,
      listPriceCents: 459,
      grossCents: 459,
      discountCents: 0,
      discountBasisPoints: null,
      vatLetter: 'B',
    },
    {
      label: 'Le Monde – édition du week-end',
      unit: 'PIECE',
      quantityThousandths: 1000,
      unitPriceCents: 540,
      listPriceCents: 540,
      grossCents: 540,
      discountCents: 0,
      discountBasisPoints: null,
      vatLetter: 'C',
    },
  ],
  articleCount: 10,
  refund: null,
  discount: null,
  totalTtcCents: 24479,
  vatRates: [
    { letter: 'A', vatBasisPoints: 2000, htCents: 17808, vatCents: 3562, ttcCents: 21370 },
    { letter: 'B', vatBasisPoints: 550, htCents: 2435, vatCents: 134, ttcCents: 2569 },
    { letter: 'C', vatBasisPoints: 210, htCents: 529, vatCents: 11, ttcCents: 540 },
  ],
  payments: [
    { label: 'Carte bancaire', amountCents: 18990, tenderedCents: null, changeCents: null },
    { label: 'Chèque cadeau', amountCents: 2000, tenderedCents: null, changeCents: null },
    { label: 'Espèces', amountCents: 3489, tenderedCents: 4000, changeCents: 511 },
  ],
  footerLines: ['Échange sous 30 jours avec ce ticket', 'Merci de votre visite, à bientôt !'],
  duplicateNumber: 0,
  software,
  ...overrides,
});

const origin = {
  register: { number: 2, name: 'CAISSE 02' },
  ticketNumber: 988,
  soldAt: '2026-11-21T11:07:40+01:00',
};
const backCoffee = {
  label: 'Café moulu pur arabica « Éthiopie Sidamo » 250 g',
  unit: 'PIECE' as const,
  quantityThousandths: -2000,
  unitPriceCents: 475,
  listPriceCents: 475,
  grossCents: -950,
  discountCents: 0,
  discountBasisPoints: null,
  vatLetter: 'B',
};
const backClementines = {
  label: 'Clémentines de Corse IGP calibre 3, filet',
  unit: 'KILOGRAM' as const,
  quantityThousandths: -423,
  unitPriceCents: 349,
  listPriceCents: 349,
  grossCents: -148,
  discountCents: 0,
  discountBasisPoints: null,
  vatLetter: 'B',
};

/** A weighed cheese, a discounted bottle, a damaged packet at another price, and 5 % off the ticket. */
export const discounted = (): TicketDocument => {
  const one = {
    quantityThousandths: 1000,
    discountCents: 0,
    discountBasisPoints: null,
    unit: 'PIECE' as const,
  };
  return ticket({
    lines: [
      {
        ...one,
        label: 'Comté AOP 18 mois à la coupe',
        unit: 'KILOGRAM',
        quantityThousandths: 250,
        unitPriceCents: 2490,
        listPriceCents: 2490,
        grossCents: 623,
        vatLetter: 'B',
      },
      {
        ...one,
        label: 'Crémant de Bourgogne brut 75 cl',
        quantityThousandths: 2000,
        unitPriceCents: 1190,
        listPriceCents: 1190,
        grossCents: 2380,
        discountCents: 238,
        discountBasisPoints: 1000,
        vatLetter: 'A',
      },
      {
        ...one,
        label: 'Café moulu pur arabica 250 g',
        unitPriceCents: 250,
        listPriceCents: 475,
        grossCents: 250,
        vatLetter: 'B',
      },
    ],
    articleCount: 4,
    discount: { basisPoints: 500, amountCents: 151 },
    totalTtcCents: 2864,
    vatRates: [
      { letter: 'A', vatBasisPoints: 2000, htCents: 1696, vatCents: 339, ttcCents: 2035 },
      { letter: 'B', vatBasisPoints: 550, htCents: 786, vatCents: 43, ttcCents: 829 },
    ],
    payments: [{ label: 'Carte bancaire', amountCents: 2864, tenderedCents: null, changeCents: null }],
  });
};

/** All of it given back in cash. */
export const refund = (overrides: Partial<TicketDocument> = {}): TicketDocument =>
  ticket({
    ticketNumber: 1043,
    lines: [backCoffee, backClementines],
    articleCount: 0,
    refund: { origins: [origin], articleCount: 3 },
    totalTtcCents: -1098,
    vatRates: [{ letter: 'B', vatBasisPoints: 550, htCents: -1041, vatCents: -57, ttcCents: -1098 }],
    payments: [{ label: 'Espèces', amountCents: -1098, tenderedCents: null, changeCents: null }],
    ...overrides,
  });

/** Two coffees of two tickets for a bottle: the customer pays the rest. */
export const exchange = (): TicketDocument =>
  refund({
    lines: [
      { ...backCoffee, quantityThousandths: -1000, grossCents: -475 },
      { ...backCoffee, quantityThousandths: -1000, grossCents: -475 },
      {
        label: 'Crémant de Bourgogne brut 75 cl',
        unit: 'PIECE',
        quantityThousandths: 1000,
        unitPriceCents: 1190,
        listPriceCents: 1190,
        grossCents: 1190,
        discountCents: 0,
        discountBasisPoints: null,
        vatLetter: 'A',
      },
    ],
    articleCount: 1,
    refund: {
      origins: [origin, { ...origin, register, ticketNumber: 1001, soldAt: '2026-11-23T17:45:02+01:00' }],
      articleCount: 2,
    },
    totalTtcCents: 240,
    vatRates: [
      { letter: 'A', vatBasisPoints: 2000, htCents: 992, vatCents: 198, ttcCents: 1190 },
      { letter: 'B', vatBasisPoints: 550, htCents: -900, vatCents: -50, ttcCents: -950 },
    ],
    payments: [{ label: 'Espèces', amountCents: 240, tenderedCents: 500, changeCents: 260 }],
  });

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

export const testPage = (overrides: Partial<TestPageDocument> = {}): TestPageDocument => ({
  kind: 'testPage',
  storeName: 'Maison Lumière',
  till: { code: 'T1', name: 'Poste de l’entrée' },
  askedAt: '2026-11-24T09:02:11+01:00',
  askedBy: 'Noëlla Bœuf',
  printer: {
    state: 'READY',
    since: '2026-11-24T08:51:30+01:00',
    paperLow: true,
    agentVersion: '0.1.0',
    reportedAt: '2026-11-24T09:02:04+01:00',
  },
  jobs: { printed: 12, waiting: 0, unknown: 1, expired: 0, duplicates: 2 },
  duplicateNumber: 0,
  software,
  ...overrides,
});

export const x = (overrides: Partial<XDocument> = {}): XDocument => {
  const { kind, zNumber, closedAt, closedBy, xReadings, tenderCounts, cash, forcedOutUsers, ...session } =
    z();
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

export const cashMovement = (overrides: Partial<CashMovementDocument> = {}): CashMovementDocument => ({
  kind: 'cashMovement',
  store,
  register,
  sessionNumber: 37,
  movement: 'SAFE_DROP',
  movementNumber: 3,
  movedAt: '2026-11-24T16:20:11+01:00',
  sellerName: 'Noëlla Bœuf',
  authorisedBy: 'Sophie Müller',
  amountCents: 40000,
  reason: 'Mise au coffre',
  note: 'Enveloppe n° 12, avant la fermeture de la banque',
  duplicateNumber: 0,
  software,
  ...overrides,
});

export const recount = (overrides: Partial<RecountDocument> = {}): RecountDocument => ({
  kind: 'recount',
  store,
  register,
  zNumber: 128,
  sessionNumber: 37,
  businessDate: '2026-11-24',
  recountNumber: 1,
  countedAt: '2026-11-24T20:15:09+01:00',
  countedBy: 'Noëlla Bœuf',
  authorisedBy: 'Sophie Müller',
  expectedCents: 68275,
  formerCountCents: 67955,
  countedCents: 68255,
  denominations: [
    { valueCents: 10000, count: 2 },
    { valueCents: 2000, count: 24 },
    { valueCents: 5, count: 51 },
  ],
  differenceCents: -20,
  reason: 'Un rouleau de pièces était resté dans le coffre',
  duplicateNumber: 0,
  software,
  ...overrides,
});
