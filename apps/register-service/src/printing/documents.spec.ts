import { NO_DISCOUNT, printDocument, type TicketView, type ZRecord } from '@encaisse/contracts';
import { asListed } from '../tickets/line.columns.js';
import type { Letterhead } from './letterhead.js';
import { SOFTWARE } from './software.js';
import { ticketDocument } from './ticket-document.js';
import { letteredRates, letterOf } from './vat-letters.js';
import { zDocument } from './z-document.js';

const ID = '01a20c0b-14d9-7593-81ea-ba676b990de2';

const letterhead: Letterhead = {
  header: {
    name: 'Épicerie des Halles',
    addressLines: ['12 rue des Halles', '69002 Lyon'],
    siret: '00000000000000',
    naf: '47.11B',
    vatNumber: 'FR00000000000',
    phone: '04 00 00 00 00',
    footerLines: ['Merci de votre visite'],
  },
  register: { number: 1, name: 'CAISSE 01' },
  timeZone: 'Europe/Paris',
};
const ticket: TicketView = {
  ticketId: ID,
  registerId: ID,
  sessionId: ID,
  state: 'FINALISED',
  number: 17,
  sellerCode: 'V01',
  startedAt: '2026-11-24T17:30:00.000Z',
  finalisedAt: '2026-11-24T17:32:05.678Z',
  lines: [
    {
      lineId: ID,
      barcode: '1990000000014',
      articleCode: 'A1',
      label: 'Café',
      unit: 'PIECE',
      quantityThousandths: 1_000,
      vatBasisPoints: 550,
      ...asListed({ listPriceCents: 395, grossCents: 395 }),
    },
  ],
  ...NO_DISCOUNT,
  payments: [
    {
      paymentId: ID,
      tenderCode: 'ESP',
      kind: 'CASH',
      label: 'Espèces',
      tenderedCents: 500,
      amountCents: 195,
      changeCents: 305,
    },
    {
      paymentId: ID,
      tenderCode: 'CB',
      kind: 'CARD',
      label: 'Carte bancaire',
      tenderedCents: 200,
      amountCents: 200,
      changeCents: 0,
    },
  ],
  vat: [{ basisPoints: 550, htCents: 374, vatCents: 21, ttcCents: 395 }],
  ttcCents: 395,
  paidCents: 395,
  dueCents: 0,
  changeCents: 305,
  printJobId: null,
  late: null,
};
const printable = { ticket, sessionNumber: 2, sellerName: 'Dominique Petit', articleCount: 1, origins: [] };

const z: ZRecord = {
  sessionId: ID,
  registerId: ID,
  zNumber: 3,
  incarnation: ID,
  epoch: 1,
  sessionNumber: 2,
  businessDate: '2026-11-24',
  openedAt: '2026-11-24T07:00:00.000Z',
  openedBy: 'R01',
  closedAt: '2026-11-24T19:00:00.000Z',
  closedBy: 'R02',
  ticketCount: 0,
  abandonedCount: 0,
  lateTicketCount: 0,
  dismissedLateCount: 0,
  firstTicketNumber: null,
  lastTicketNumber: null,
  ttcCents: 0,
  turnover: { saleCount: 0, salesCents: 0, refundCount: 0, refundsCents: 0 },
  vat: [],
  tenders: [],
  reductions: { discountCount: 0, discountsCents: 0, overrideCount: 0, overridesCents: 0 },
  cashMovements: [],
  drawerOpenings: 0,
  xReadings: 0,
  duplicateCount: 0,
  cash: {
    openingFloatCents: 10_000,
    openingDenominations: null,
    previousCountCents: 10_500,
    floatDifferenceCents: -500,
    takenCents: 0,
    changeGivenCents: 0,
    refundedCents: 0,
    inCents: 0,
    outCents: 0,
    expectedCents: 10_000,
    countedCents: 9_000,
    countedDenominations: [{ valueCents: 1_000, count: 9 }],
    differenceCents: -1_000,
  },
  tenderCounts: [],
  differenceReason: 'un billet manque',
  differenceAcceptedBy: 'R03',
  forcedOut: [{ sellerCode: 'V01', name: 'Dominique Petit' }],
};
const printableZ = {
  z,
  openedByName: 'Camille Robin',
  closedByName: 'Sacha Closier',
  acceptedByName: 'Noa Chef',
  articleCount: 0,
};

describe('a ticket on paper', () => {
  it('says what the agent needs, in the store’s own time, and is what the contract takes', () => {
    const document = ticketDocument(letterhead, printable);
    expect(printDocument.parse(document)).toEqual(document);
    expect(document).toMatchObject({
      ticketNumber: 17,
      sessionNumber: 2,
      soldAt: '2026-11-24T18:32:05+01:00',
      recordedAt: null,
      sellerName: 'Dominique Petit',
      lines: [{ label: 'Café', vatLetter: 'A' }],
      footerLines: ['Merci de votre visite'],
      duplicateNumber: 0,
      software: SOFTWARE,
    });
  });

  it('of a late ticket says when it was sold, and when it was recorded', () => {
    const late = {
      sessionId: ID,
      soldAt: '2026-11-23T17:58:04.000Z',
      admittedBy: 'R01',
      doubts: [],
      reason: null,
    };
    const document = ticketDocument(letterhead, { ...printable, ticket: { ...ticket, late } });
    expect(document).toMatchObject({
      soldAt: '2026-11-23T18:58:04+01:00',
      recordedAt: '2026-11-24T18:32:05+01:00',
    });
  });

  it('tells what was handed over and given back for cash alone', () => {
    expect(ticketDocument(letterhead, printable).payments).toEqual([
      { label: 'Espèces', amountCents: 195, tenderedCents: 500, changeCents: 305 },
      { label: 'Carte bancaire', amountCents: 200, tenderedCents: null, changeCents: null },
    ]);
  });

  it('is never made of a ticket that has no number', () => {
    const draft = { ...printable, ticket: { ...ticket, number: null } };
    expect(() => ticketDocument(letterhead, draft)).toThrow('not finalised');
  });
});

describe('a Z on paper', () => {
  it('of a session without a ticket has no numbers, and is what the contract takes', () => {
    const document = zDocument(letterhead, printableZ);
    expect(printDocument.parse(document)).toEqual(document);
    expect(document).toMatchObject({
      ticketNumbers: null,
      openedAt: '2026-11-24T08:00:00+01:00',
      openedBy: 'Camille Robin',
      closedBy: 'Sacha Closier',
      forcedOutUsers: ['Dominique Petit'],
    });
  });

  it('says who accepted a difference, and nothing when there is none', () => {
    expect(zDocument(letterhead, printableZ).cash.difference).toEqual({
      acceptedBy: 'Noa Chef',
      reason: 'un billet manque',
    });
    const even = {
      ...z,
      cash: { ...z.cash, countedCents: 10_000, differenceCents: 0 },
      differenceReason: null,
    };
    expect(zDocument(letterhead, { ...printableZ, z: even }).cash.difference).toBeNull();
  });
});

describe('the letters of the VAT rates', () => {
  const rate = (basisPoints: number) => ({ basisPoints, htCents: 0, vatCents: 0, ttcCents: 0 });

  it('go from the highest rate down', () => {
    const rates = letteredRates([rate(210), rate(550), rate(2_000)]);
    expect(rates.map(({ letter, vatBasisPoints }) => [letter, vatBasisPoints])).toEqual([
      ['A', 2_000],
      ['B', 550],
      ['C', 210],
    ]);
    expect(letterOf(rates, 550)).toBe('B');
    expect(() => letterOf(rates, 1_000)).toThrow('1000 basis points');
  });
});
