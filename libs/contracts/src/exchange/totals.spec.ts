import type { CashMovementKind } from '@encaisse/register-domain';
import type { ExportedTicket, ExportRecord } from './records.js';
import type { SessionTotals } from './session-totals.js';
import { addTotals, differencesBetween, sumRecords } from './totals.js';

const uuid = (n: number): string => `0195a1c2-7d4e-7b3a-9c11-${String(n).padStart(12, '0')}`;

const opening: ExportRecord = {
  type: 'session',
  key: { storeCode: 'S01', incarnation: uuid(1), registerNumber: 1, epoch: 3, number: 1 },
  sessionId: uuid(2),
  businessDate: '2026-03-14',
  tillCode: 'T1',
  datasetVersion: 7,
  openedAt: '2026-03-14T08:00:00.000Z',
  openedBy: 'R01',
  openingFloatCents: 15_000,
  openingDenominations: null,
  previousCountCents: null,
};

const ticket = (
  number: number,
  facts: Pick<ExportedTicket, 'vat' | 'payments' | 'ttcCents'>,
): ExportRecord => ({
  type: 'ticket',
  number,
  ticketId: uuid(100 + number),
  finalisedAt: '2026-03-14T09:00:00.000Z',
  sellerCode: 'V01',
  lines: [],
  discountBasisPoints: null,
  discountCents: null,
  discountAuthorisedBy: null,
  late: null,
  ...facts,
});

const mixed = ticket(1, {
  ttcCents: 1_755,
  vat: [
    { basisPoints: 550, htCents: 526, vatCents: 29, ttcCents: 555 },
    { basisPoints: 2000, htCents: 1_000, vatCents: 200, ttcCents: 1_200 },
  ],
  payments: [
    {
      paymentId: uuid(1),
      tenderCode: 'CB',
      kind: 'CARD',
      amountCents: 1_000,
      tenderedCents: 1_000,
      changeCents: 0,
    },
    {
      paymentId: uuid(2),
      tenderCode: 'ESP',
      kind: 'CASH',
      amountCents: 755,
      tenderedCents: 1_000,
      changeCents: 245,
    },
  ],
});
const cash = ticket(2, {
  ttcCents: 555,
  vat: [{ basisPoints: 550, htCents: 526, vatCents: 29, ttcCents: 555 }],
  payments: [
    {
      paymentId: uuid(3),
      tenderCode: 'ESP',
      kind: 'CASH',
      amountCents: 555,
      tenderedCents: 555,
      changeCents: 0,
    },
  ],
});
const abandoned: ExportRecord = {
  type: 'abandonedTicket',
  ticketId: uuid(200),
  abandonedAt: '2026-03-14T10:00:00.000Z',
  abandonedBy: 'V01',
  lines: 2,
  ttcCents: 9_999,
};

const explained = {
  at: '2026-03-14T11:00:00.000Z',
  reason: 'CHANGE',
  note: null,
  sellerCode: 'V01',
  authorisedBy: null,
};
const moved = (kind: CashMovementKind, amountCents: number): ExportRecord => ({
  type: 'cashMovement',
  number: 1,
  movementId: uuid(300),
  kind,
  amountCents,
  ...explained,
});
const drawerOpened: ExportRecord = {
  type: 'drawerOpening',
  number: 1,
  openingId: uuid(301),
  ...explained,
};

const expected: SessionTotals = {
  ticketCount: 2,
  abandonedCount: 1,
  lateTicketCount: 0,
  dismissedLateCount: 0,
  ttcCents: 2_310,
  turnover: { saleCount: 0, salesCents: 0, refundCount: 0, refundsCents: 0 },
  vat: [
    { basisPoints: 550, htCents: 1_052, vatCents: 58, ttcCents: 1_110 },
    { basisPoints: 2000, htCents: 1_000, vatCents: 200, ttcCents: 1_200 },
  ],
  tenders: [
    { tenderCode: 'CB', kind: 'CARD', count: 1, amountCents: 1_000 },
    { tenderCode: 'ESP', kind: 'CASH', count: 2, amountCents: 1_310 },
  ],
  cashMovements: [],
  drawerOpenings: 0,
  reductions: { discountCount: 0, discountsCents: 0, overrideCount: 0, overridesCents: 0 },
  cash: { openingFloatCents: 15_000, expectedCents: 16_310, countedCents: 16_300, differenceCents: -10 },
};

const z = (totals: SessionTotals): ExportRecord => ({
  type: 'z',
  zNumber: 1,
  closedAt: '2026-03-14T19:00:00.000Z',
  closedBy: 'R01',
  firstTicketNumber: 1,
  lastTicketNumber: 2,
  forcedOut: [],
  differenceReason: null,
  differenceAcceptedBy: null,
  countedDenominations: null,
  tenderCounts: [],
  xReadings: 0,
  duplicateCount: 0,
  totals,
});

describe('the totals of a session', () => {
  it('are summed from its records: VAT by rate, tenders by code, cash with the float and without the change', () => {
    expect(sumRecords([opening, mixed, cash, abandoned, z(expected)])).toEqual(expected);
  });

  it('count what moved without a ticket into the expected cash, kind by kind', () => {
    const moves = [moved('SAFE_DROP', 5_000), moved('IN', 2_000), moved('OUT', 300), moved('IN', 1)];
    const sum = sumRecords([opening, mixed, cash, abandoned, ...moves, drawerOpened, z(expected)]);
    expect(sum).toEqual({
      ...expected,
      cashMovements: [
        { kind: 'IN', count: 2, amountCents: 2_001 },
        { kind: 'OUT', count: 1, amountCents: 300 },
        { kind: 'SAFE_DROP', count: 1, amountCents: 5_000 },
      ],
      drawerOpenings: 1,
      cash: { ...expected.cash, expectedCents: 13_011, differenceCents: 3_289 },
    });
    expect(differencesBetween(expected, sum)).toContainEqual({
      path: 'totals.cashMovements.SAFE_DROP.amountCents',
      declared: null,
      recomputed: 5_000,
    });
  });

  it('take nothing but the counted cash from what the Z states', () => {
    const lying = { ...expected, ticketCount: 99, ttcCents: 1, vat: [], tenders: [] };
    expect(sumRecords([opening, mixed, cash, abandoned, z(lying)])).toEqual(expected);
  });

  it('read a session record by record, so that its size does not matter', () => {
    let taken = 0;
    function* many(): Generator<ExportRecord> {
      for (; taken < 20_000; taken += 1) yield cash;
    }
    expect(sumRecords(many())).toMatchObject({ ticketCount: 20_000, ttcCents: 20_000 * 555 });
  });

  it('leave the records as they were', () => {
    const before = JSON.stringify(mixed);
    sumRecords([mixed, mixed]);
    expect(JSON.stringify(mixed)).toBe(before);
  });

  it('add up over the sessions of a register', () => {
    const sum = addTotals([expected, expected]);
    expect(sum).toMatchObject({ ticketCount: 4, ttcCents: 4_620 });
    expect(sum.cash).toEqual({
      openingFloatCents: 30_000,
      expectedCents: 32_620,
      countedCents: 32_600,
      differenceCents: -20,
    });
    expect(addTotals([])).toMatchObject({ ticketCount: 0, vat: [], tenders: [] });
  });
});

describe('two totals', () => {
  it('that agree to the cent have no difference', () => {
    expect(differencesBetween(expected, structuredClone(expected))).toEqual([]);
  });

  it('name each figure that differs, with both sides', () => {
    const declared = { ...expected, ticketCount: 3, cash: { ...expected.cash, countedCents: 16_310 } };
    expect(differencesBetween(declared, expected)).toEqual([
      { path: 'totals.ticketCount', declared: 3, recomputed: 2 },
      { path: 'totals.cash.countedCents', declared: 16_310, recomputed: 16_300 },
    ]);
  });

  it('give null for a rate or a tender that one side has not', () => {
    const declared = { ...expected, tenders: expected.tenders.slice(1), vat: expected.vat.slice(0, 1) };
    const paths = differencesBetween(declared, expected);
    expect(paths).toContainEqual({ path: 'totals.vat.2000.vatCents', declared: null, recomputed: 200 });
    expect(paths).toContainEqual({
      path: 'totals.tenders.CB.amountCents',
      declared: null,
      recomputed: 1_000,
    });
  });
});
