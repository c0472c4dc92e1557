import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Cents,
  type Discountable,
  discountLines,
  discountOf,
  lineGross,
  shareOut,
  sumCents,
  ticketTotals,
  toCents,
} from './index.js';

/** Random tickets of a day on the floor; each property below sees at least ten thousand of them. */
const TICKETS = { numRuns: 10_000 };
const RATES = [0, 210, 550, 1000, 2000] as const;

interface Line extends Discountable {
  readonly vatBasisPoints: number;
}
const cents = (max: number) => fc.integer({ min: 0, max }).map(toCents);
const ask = (max: number) =>
  fc.oneof(
    fc.record({ basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ amountCents: fc.integer({ min: 1, max }).map(toCents) }),
  );
const saleLine: fc.Arbitrary<Line> = fc
  .record({
    price: cents(50_000),
    quantityThousandths: fc.integer({ min: 1, max: 20_000 }),
    own: fc.option(ask(50_000), { nil: null }),
    vatBasisPoints: fc.constantFrom(...RATES),
  })
  .map(({ price, quantityThousandths, own, vatBasisPoints }) => {
    const grossCents = lineGross(price, quantityThousandths);
    const discount = own === null ? null : discountOf(grossCents, own);
    const discountCents = discount?.ok ? discount.value : toCents(0);
    return { grossCents, discountCents, ticketDiscountCents: toCents(0), isReturn: false, vatBasisPoints };
  });
const minus = (amount: Cents) => toCents(-amount);
const line: fc.Arbitrary<Line> = fc.oneof(
  { weight: 9, arbitrary: saleLine },
  {
    weight: 1,
    arbitrary: saleLine.map((sold) => ({
      ...sold,
      grossCents: minus(sold.grossCents),
      discountCents: minus(sold.discountCents),
      isReturn: true,
    })),
  },
);
const ticket = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  asked: fc.option(ask(100_000), { nil: null }),
});
const discounted = ({
  lines,
  asked,
}: {
  lines: readonly Line[];
  asked: Parameters<typeof discountLines>[1];
}) => {
  const result = discountLines(lines, asked);
  return result.ok ? result.value : undefined;
};

describe('a discount', () => {
  it('in percent is rounded to the nearest cent', () => {
    expect(discountOf(toCents(395), { basisPoints: 1_000 })).toEqual({ ok: true, value: 40 });
    expect(discountOf(toCents(394), { basisPoints: 1_000 })).toEqual({ ok: true, value: 39 });
    expect(discountOf(toCents(394), { basisPoints: 10_000 })).toEqual({ ok: true, value: 394 });
  });

  it('is never larger than what it is taken from', () => {
    expect(discountOf(toCents(395), { amountCents: toCents(395) })).toEqual({ ok: true, value: 395 });
    expect(discountOf(toCents(395), { amountCents: toCents(396) })).toEqual({
      ok: false,
      refusal: { code: 'DISCOUNT_TOO_LARGE', facts: { discountCents: 396, amountCents: 395 } },
    });
  });

  it('on a ticket gives the cents that are left to the largest remainders, the first line first', () => {
    expect(shareOut(toCents(100), [100, 100, 100].map(toCents))).toEqual([34, 33, 33]);
    expect(shareOut(toCents(1), [10, 20, 70].map(toCents))).toEqual([0, 0, 1]);
    expect(shareOut(toCents(0), [0, 0].map(toCents))).toEqual([0, 0]);
    expect(() => shareOut(toCents(31), [10, 20].map(toCents))).toThrow(RangeError);
  });

  it('on a ticket leaves what is given back alone', () => {
    const sold = { grossCents: 1_000, discountCents: 0, ticketDiscountCents: 0, isReturn: false };
    const back = { grossCents: -600, discountCents: 0, ticketDiscountCents: -60, isReturn: true };
    const of = (lines: readonly (typeof sold)[]) => lines as unknown as readonly Discountable[];
    expect(discountLines(of([sold, back]), { basisPoints: 1_000 })).toMatchObject({
      value: [
        { ticketDiscountCents: 100, ttcCents: 900 },
        { ticketDiscountCents: -60, ttcCents: -540 },
      ],
    });
    expect(discountLines(of([back]), { amountCents: toCents(500) })).toMatchObject({ ok: true });
  });
});

describe('the discounts of any ticket', () => {
  it('are shared so that the shares sum to the ticket’s discount to the cent', () => {
    fc.assert(
      fc.property(ticket, ({ lines, asked }) => {
        const priced = discounted({ lines, asked });
        if (priced === undefined || asked === null) return;
        const sold = priced.filter(({ isReturn }) => !isReturn);
        const amount = sumCents(sold.map((one) => toCents(one.grossCents - one.discountCents)));
        const whole = discountOf(amount, asked);
        const shared = sumCents(sold.map((one) => one.ticketDiscountCents));
        assert.equal(shared, sold.length > 0 && whole.ok ? whole.value : 0);
      }),
      TICKETS,
    );
  });

  it('never take more from a line than it is, and never make one dearer', () => {
    fc.assert(
      fc.property(ticket, (one) => {
        for (const { grossCents, discountCents, ticketDiscountCents, ttcCents } of discounted(one) ?? []) {
          assert.equal(grossCents - discountCents - ticketDiscountCents, ttcCents);
          assert.ok(Math.abs(ttcCents) <= Math.abs(grossCents));
          assert.ok(ttcCents * grossCents >= 0);
        }
      }),
      TICKETS,
    );
  });

  it('leave VAT, HT and TTC of each rate sum to the ticket, in whatever order its lines come', () => {
    fc.assert(
      fc.property(ticket, fc.nat(11), (one, cut) => {
        const priced = discounted(one) ?? [];
        const totals = ticketTotals(priced);
        assert.equal(totals.ttcCents, sumCents(priced.map(({ ttcCents }) => ttcCents)));
        assert.equal(totals.htCents + totals.vatCents, totals.ttcCents);
        for (const part of totals.vat) {
          assert.equal(part.htCents + part.vatCents, part.ttcCents);
          // Within half a cent of what the rate asks.
          const exact = (part.ttcCents * part.vatBasisPoints) / (10_000 + part.vatBasisPoints);
          assert.ok(Math.abs(part.vatCents - exact) <= 0.5 + 1e-6);
        }
        const cutAndTurned = [...priced.slice(cut), ...priced.slice(0, cut)].toReversed();
        assert.deepEqual(ticketTotals(cutAndTurned), totals);
      }),
      TICKETS,
    );
  });

  it('are refused exactly when an amount is larger than what is sold', () => {
    fc.assert(
      fc.property(ticket, ({ lines, asked }) => {
        const sold = lines.filter(({ isReturn }) => !isReturn);
        const amount = sumCents(sold.map((one) => toCents(one.grossCents - one.discountCents)));
        const isTooLarge =
          sold.length > 0 && asked !== null && 'amountCents' in asked && asked.amountCents > amount;
        assert.equal(discountLines(lines, asked).ok, !isTooLarge);
      }),
      TICKETS,
    );
  });
});
