import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  type GivenBack,
  NOTHING_GIVEN_BACK,
  type RefundedLine,
  refundOf,
  type SoldLine,
  stillRefundable,
  toCents,
  vatParts,
} from './index.js';

const RUNS = 10_000;
const RATES = [0, 210, 550, 1000, 2000];

const sold = (quantityThousandths: number, gross: number, discount = 0, ticketDiscount = 0): SoldLine => ({
  lineId: 'line-1',
  quantityThousandths,
  grossCents: toCents(gross),
  discountCents: toCents(discount),
  ticketDiscountCents: toCents(ticketDiscount),
  ttcCents: toCents(gross - discount - ticketDiscount),
});

const given = (line: SoldLine, before: GivenBack, quantity: number): RefundedLine => {
  const result = refundOf(line, before, quantity);
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.line;
};

describe('a part of a sold line', () => {
  it('is given back at the price it was sold for', () => {
    const line = given(sold(3_000, 14_25), NOTHING_GIVEN_BACK, 1_000);
    expect(line).toEqual({
      quantityThousandths: -1_000,
      grossCents: -4_75,
      discountCents: 0,
      ticketDiscountCents: 0,
      ttcCents: -4_75,
      after: { quantityThousandths: 1_000, ttcCents: 4_75 },
    });
  });

  it('takes its share of the discounts with it, and the last part what the rounding left', () => {
    const line = sold(3_000, 10_00, 1_00, 50);
    const first = given(line, NOTHING_GIVEN_BACK, 1_000);
    const second = given(line, first.after, 1_000);
    const third = given(line, second.after, 1_000);
    expect([first, second, third].map(({ ttcCents }) => ttcCents)).toEqual([-2_83, -2_84, -2_83]);
    expect([first, second, third].map(({ discountCents }) => discountCents)).toEqual([-33, -34, -33]);
    expect(stillRefundable(line, third.after)).toEqual(NOTHING_GIVEN_BACK);
  });

  it('is refused beyond what is left, with what is left', () => {
    const line = sold(2_000, 7_90);
    const { after } = given(line, NOTHING_GIVEN_BACK, 1_000);
    expect(stillRefundable(line, after)).toEqual({ quantityThousandths: 1_000, ttcCents: 3_95 });
    expect(refundOf(line, after, 1_001)).toEqual({
      ok: false,
      refusal: {
        code: 'REFUND_EXCEEDS_SALE',
        facts: { originLineId: 'line-1', askedThousandths: 1_001, remainingThousandths: 1_000 },
      },
    });
  });

  it.each([0, -1, 0.5, Number.NaN])('is a positive whole number of thousandths, not %s', (quantity) => {
    expect(() => refundOf(sold(1_000, 100), NOTHING_GIVEN_BACK, quantity)).toThrow(RangeError);
  });
});

/** A line as it may come out of discounts: each at most what was left to discount. */
const anyLine = fc
  .record({
    quantityThousandths: fc.oneof(
      fc.integer({ min: 1, max: 20 }).map((pieces) => pieces * 1_000),
      fc.integer({ min: 1, max: 30_000 }),
    ),
    gross: fc.integer({ min: 0, max: 500_000 }),
    discountPart: fc.double({ min: 0, max: 1, noNaN: true }),
    ticketPart: fc.double({ min: 0, max: 1, noNaN: true }),
    vatBasisPoints: fc.constantFrom(...RATES),
  })
  .map(({ quantityThousandths, gross, discountPart, ticketPart, vatBasisPoints }) => {
    const discount = Math.floor(gross * discountPart);
    const ticketDiscount = Math.floor((gross - discount) * ticketPart);
    return { ...sold(quantityThousandths, gross, discount, ticketDiscount), vatBasisPoints };
  });
const anyTicket = fc.array(anyLine, { minLength: 1, maxLength: 8 });

/** Customers who come back: which line, and how much of it they want, in parts of what was sold and beyond. */
const anyVisits = fc.array(
  fc.record({ line: fc.nat({ max: 7 }), part: fc.double({ min: 0, max: 1.2, noNaN: true }) }),
  { maxLength: 12 },
);

const total = (lines: readonly RefundedLine[], what: keyof Omit<RefundedLine, 'after'>): number =>
  lines.reduce((sum, line) => sum + line[what], 0);
const opposite = (amount: number): number => (amount === 0 ? 0 : -amount);

describe('whatever customers bring back of random tickets, in whatever parts', () => {
  it('no line gives back more than it was sold for, no part turns its sign, and all of it is the sale exactly', () => {
    fc.assert(
      fc.property(anyTicket, anyVisits, (ticket, visits) => {
        const parts = new Map(ticket.map((line) => [line, [] as RefundedLine[]]));
        const give = (line: SoldLine & { vatBasisPoints: number }, quantity: number): void => {
          const done = parts.get(line) ?? [];
          const before = done.at(-1)?.after ?? NOTHING_GIVEN_BACK;
          const result = refundOf(line, before, quantity);
          const left = line.quantityThousandths - before.quantityThousandths;
          assert.equal(result.ok, quantity <= left);
          if (result.ok) done.push(result.line);
        };
        for (const { line: index, part } of visits) {
          const line = ticket[index % ticket.length];
          if (line) give(line, Math.max(1, Math.floor(line.quantityThousandths * part)));
        }
        for (const [line, done] of parts) {
          assert(-total(done, 'ttcCents') <= line.ttcCents);
          const left = stillRefundable(line, done.at(-1)?.after ?? NOTHING_GIVEN_BACK);
          if (left.quantityThousandths > 0) give(line, left.quantityThousandths);
          for (const what of ['grossCents', 'discountCents', 'ticketDiscountCents', 'ttcCents'] as const) {
            assert.equal(total(done, what), opposite(line[what]));
            for (const part of done) assert(part[what] <= 0);
          }
          assert.equal(total(done, 'quantityThousandths'), -line.quantityThousandths);
          for (const part of done) {
            const { grossCents, discountCents, ticketDiscountCents, ttcCents } = part;
            assert.equal(grossCents - discountCents - ticketDiscountCents, ttcCents);
          }
        }
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('a whole ticket given back at once is its exact opposite, VAT rate by VAT rate', () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        const back = ticket.map((line) => {
          const { ttcCents } = given(line, NOTHING_GIVEN_BACK, line.quantityThousandths);
          return { vatBasisPoints: line.vatBasisPoints, ttcCents };
        });
        const sale = vatParts(ticket).map(({ vatBasisPoints, ttcCents, vatCents, htCents }) => ({
          vatBasisPoints,
          ttcCents: opposite(ttcCents),
          vatCents: opposite(vatCents),
          htCents: opposite(htCents),
        }));
        assert.deepEqual(vatParts(back), sale);
      }),
      { numRuns: RUNS },
    );
  }, 60_000);
});
