import fc from 'fast-check';
import { addCents, subtractCents, sumCents, toCents } from './index.js';

const TOO_MUCH = Number.MAX_SAFE_INTEGER;

describe('cents', () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, TOO_MUCH + 1])('are never made of %p', (amount) => {
    expect(() => toCents(amount)).toThrow(RangeError);
  });

  it('have one zero only', () => {
    expect(Object.is(toCents(-0), 0)).toBe(true);
    expect(Object.is(subtractCents(toCents(5), toCents(5)), 0)).toBe(true);
  });

  it('never leave the safe integers silently', () => {
    expect(() => addCents(toCents(TOO_MUCH), toCents(1))).toThrow(RangeError);
    expect(() => subtractCents(toCents(-TOO_MUCH), toCents(1))).toThrow(RangeError);
    expect(() => sumCents([toCents(TOO_MUCH), toCents(1), toCents(-1)])).toThrow(RangeError);
  });

  it('sum to the same in any order', () => {
    const amounts = fc.array(fc.integer({ min: -1e12, max: 1e12 }).map(toCents), { maxLength: 50 });
    fc.assert(
      fc.property(amounts, (some) => {
        expect(sumCents(some.toReversed())).toBe(sumCents(some));
      }),
    );
  });
});
