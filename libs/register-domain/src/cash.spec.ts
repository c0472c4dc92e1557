import fc from 'fast-check';
import {
  type CashMovements,
  denominationsTotal,
  EURO_DENOMINATIONS,
  expectedCash,
  toCents,
} from './index.js';

const movement = fc.integer({ min: 0, max: 10_000_000 }).map(toCents);
const drawer: fc.Arbitrary<CashMovements> = fc.record({
  openingFloatCents: movement,
  cashTakenCents: movement,
  changeGivenCents: movement,
  cashRefundedCents: movement,
  cashInCents: movement,
  cashOutCents: movement,
});

describe('the expected cash', () => {
  it('is what was there and came in, less what went out', () => {
    expect(
      expectedCash({
        openingFloatCents: toCents(150_00),
        cashTakenCents: toCents(80_00),
        changeGivenCents: toCents(12_40),
        cashRefundedCents: toCents(5_00),
        cashInCents: toCents(20_00),
        cashOutCents: toCents(30_00),
      }),
    ).toBe(202_60);
  });

  it('does not move when cash is handed over and given back as change', () => {
    fc.assert(
      fc.property(drawer, movement, (before, amount) => {
        const handedBack = {
          ...before,
          cashTakenCents: toCents(before.cashTakenCents + amount),
          changeGivenCents: toCents(before.changeGivenCents + amount),
        };
        expect(expectedCash(handedBack)).toBe(expectedCash(before));
      }),
    );
  });

  it('grows by what comes in and shrinks by what goes out', () => {
    const signs = {
      openingFloatCents: 1,
      cashTakenCents: 1,
      changeGivenCents: -1,
      cashRefundedCents: -1,
      cashInCents: 1,
      cashOutCents: -1,
    } satisfies Record<keyof CashMovements, 1 | -1>;
    const fields = Object.keys(signs) as (keyof CashMovements)[];
    fc.assert(
      fc.property(drawer, fc.constantFrom(...fields), movement, (before, field, amount) => {
        const moved = { ...before, [field]: toCents(before[field] + amount) };
        expect(expectedCash(moved) - expectedCash(before)).toBe(signs[field] * amount + 0);
      }),
    );
  });
});

describe('counted notes and coins', () => {
  it('come to what they are worth', () => {
    expect(denominationsTotal([])).toBe(0);
    expect(
      denominationsTotal([
        { valueCents: 5_000, count: 3 },
        { valueCents: 2, count: 7 },
      ]),
    ).toBe(150_14);
  });

  it('can make up any float', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (amount) => {
        let left = amount;
        const counted = EURO_DENOMINATIONS.map((valueCents) => {
          const count = Math.floor(left / valueCents);
          left -= count * valueCents;
          return { valueCents, count };
        });
        expect(denominationsTotal(counted)).toBe(amount);
      }),
    );
  });
});
