import fc from 'fast-check';
import { lineGross, sumVatParts, type Taxed, toCents, type VatPart, vatParts } from './index.js';

const RATES = [0, 210, 550, 1000, 2000];
const taxed: fc.Arbitrary<Taxed> = fc.record({
  vatBasisPoints: fc.constantFrom(...RATES),
  ttcCents: fc.integer({ min: -1_000_000, max: 1_000_000 }).map(toCents),
});
const ticket = fc.array(taxed, { maxLength: 20 });
const total = (parts: readonly VatPart[], field: 'ttcCents' | 'vatCents' | 'htCents') =>
  parts.reduce((sum, part) => sum + part[field], 0);

describe('a line', () => {
  it.each([
    ['3 × 2,49 €', 249, 3000, 747],
    ['0,455 kg at 12,90 €', 1290, 455, 587],
    ['half a cent, up', 1, 500, 1],
    ['less than half a cent, down', 1, 499, 0],
    ['a return, the exact opposite', 1290, -455, -587],
    ['half a cent of a return, up in absolute value', 1, -500, -1],
  ])('is rounded to the cent: %s', (_, unitPrice, quantity, ttc) => {
    expect(lineGross(toCents(unitPrice), quantity)).toBe(ttc);
  });

  it('loses no digit in a product beyond the safe integers', () => {
    expect(lineGross(toCents(9_007_199_254_740), 999_999)).toBe(9_007_190_247_540_745);
  });

  it('takes whole thousandths only', () => {
    expect(() => lineGross(toCents(100), 0.5)).toThrow(RangeError);
  });

  it('returns for exactly what it was sold for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e8, max: 1e8 }),
        fc.integer({ min: -1e6, max: 1e6 }),
        (price, quantity) => {
          expect(lineGross(toCents(price), -quantity) + lineGross(toCents(price), quantity)).toBe(0);
        },
      ),
    );
  });
});

describe('the VAT of a ticket', () => {
  it('is taken out of the price, once per rate, by rising rate', () => {
    const lines = [
      { vatBasisPoints: 2000, ttcCents: toCents(10_00) },
      { vatBasisPoints: 550, ttcCents: toCents(1_05) },
      { vatBasisPoints: 2000, ttcCents: toCents(2_00) },
    ];
    expect(vatParts(lines)).toEqual([
      { vatBasisPoints: 550, ttcCents: 105, vatCents: 5, htCents: 100 },
      { vatBasisPoints: 2000, ttcCents: 1200, vatCents: 200, htCents: 1000 },
    ]);
  });

  it('sums to the total, part by part', () => {
    fc.assert(
      fc.property(ticket, (lines) => {
        const parts = vatParts(lines);
        for (const { ttcCents, vatCents, htCents } of parts) expect(htCents + vatCents).toBe(ttcCents);
        expect(total(parts, 'ttcCents')).toBe(lines.reduce((sum, line) => sum + line.ttcCents, 0));
      }),
    );
  });

  it('is within half a cent of the exact VAT', () => {
    fc.assert(
      fc.property(taxed, (line) => {
        const [part] = vatParts([line]);
        const exact = (line.ttcCents * line.vatBasisPoints) / (10_000 + line.vatBasisPoints);
        expect(Math.abs((part?.vatCents ?? Number.NaN) - exact)).toBeLessThanOrEqual(0.5 + 1e-9);
      }),
    );
  });

  it('does not depend on the order of the lines', () => {
    fc.assert(
      fc.property(ticket, (lines) => {
        expect(vatParts(lines.toReversed())).toEqual(vatParts(lines));
      }),
    );
  });

  it('has no rate below zero', () => {
    expect(() => vatParts([{ vatBasisPoints: -1, ttcCents: toCents(1) }])).toThrow(RangeError);
  });
});

describe('the VAT of several tickets', () => {
  it('is the sum of the tickets’ parts, in whatever groups they are added', () => {
    fc.assert(
      fc.property(fc.array(ticket, { maxLength: 8 }), fc.nat(), (tickets, cut) => {
        const parts = tickets.map(vatParts);
        const at = cut % (parts.length + 1);
        const sum = sumVatParts(parts.flat());
        expect(
          sumVatParts([...sumVatParts(parts.slice(0, at).flat()), ...sumVatParts(parts.slice(at).flat())]),
        ).toEqual(sum);
        for (const field of ['ttcCents', 'vatCents', 'htCents'] as const) {
          expect(total(sum, field)).toBe(total(parts.flat(), field));
        }
        for (const { ttcCents, vatCents, htCents } of sum) expect(htCents + vatCents).toBe(ttcCents);
      }),
    );
  });

  it('keeps the cents that a computation from the total would lose', () => {
    const one = vatParts([{ vatBasisPoints: 2000, ttcCents: toCents(10) }]);
    expect(sumVatParts([...one, ...one, ...one])).toEqual([
      { vatBasisPoints: 2000, ttcCents: 30, vatCents: 6, htCents: 24 },
    ]);
    expect(vatParts([{ vatBasisPoints: 2000, ttcCents: toCents(30) }])).toMatchObject([{ vatCents: 5 }]);
  });
});
