import fc from 'fast-check';
import { toCents } from '../money.js';
import { scaleCents } from '../rounding.js';
import { measuredSale } from './measured-sale.js';

const comte = { unit: 'KILOGRAM', unitPriceCents: 2_290 } as const;
const chicken = { unit: 'PIECE', unitPriceCents: 1_290 } as const;
const nothing = { priceCents: null, weightThousandths: null };

describe('what a scan sells', () => {
  it('is one piece, or as many as were asked for', () => {
    expect(measuredSale(chicken, nothing, null)).toMatchObject({
      sale: { quantityThousandths: 1_000, grossCents: 1_290, fromBarcode: false },
    });
    expect(measuredSale(chicken, nothing, 3_000)).toMatchObject({ sale: { grossCents: 3_870 } });
    expect(measuredSale(chicken, nothing, 1_500)).toEqual({ ok: false, problem: 'NOT_WHOLE' });
  });

  it('is a piece at the price on its label, whatever it weighs', () => {
    const label = { priceCents: 1_187, weightThousandths: 1_450 };
    expect(measuredSale(chicken, label, null)).toMatchObject({
      sale: { quantityThousandths: 1_000, unitPriceCents: 1_187, grossCents: 1_187, fromBarcode: true },
    });
    expect(measuredSale(chicken, { ...nothing, weightThousandths: 1_450 }, null)).toMatchObject({
      sale: { quantityThousandths: 1_000, grossCents: 1_290 },
    });
  });

  it('is the weight on the label, or the one that was typed, at the price of a kilogram', () => {
    expect(measuredSale(comte, { ...nothing, weightThousandths: 325 }, null)).toMatchObject({
      sale: { quantityThousandths: 325, grossCents: 744, fromBarcode: false },
    });
    expect(measuredSale(comte, nothing, 325)).toMatchObject({ sale: { grossCents: 744 } });
    expect(measuredSale(comte, nothing, null)).toEqual({ ok: false, problem: 'WEIGHT_MISSING' });
  });

  it('costs what the label says, and weighs what that buys', () => {
    expect(measuredSale(comte, { ...nothing, priceCents: 745 }, null)).toMatchObject({
      sale: { quantityThousandths: 325, unitPriceCents: 2_290, grossCents: 745, fromBarcode: true },
    });
    expect(measuredSale(comte, { priceCents: 745, weightThousandths: 330 }, null)).toMatchObject({
      sale: { quantityThousandths: 330, grossCents: 745 },
    });
    expect(
      measuredSale({ ...comte, unitPriceCents: 0 }, { ...nothing, priceCents: 745 }, null),
    ).toMatchObject({
      sale: { quantityThousandths: 1_000, grossCents: 745 },
    });
  });

  it('is never several labels at once', () => {
    for (const label of [
      { ...nothing, priceCents: 745 },
      { ...nothing, weightThousandths: 325 },
    ]) {
      expect(measuredSale(comte, label, 2_000)).toEqual({ ok: false, problem: 'LABEL_SAYS' });
      expect(measuredSale(comte, label, 1_000).ok).toBe(true);
    }
  });

  it('has a weight that gives the label’s price back, as near as a gram can', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 99_999 }),
        (unitPriceCents, priceCents) => {
          const answer = measuredSale({ unit: 'KILOGRAM', unitPriceCents }, { ...nothing, priceCents }, null);
          if (!answer.ok) return false;
          const { quantityThousandths, grossCents } = answer.sale;
          const gramCents = unitPriceCents / 1_000;
          const again = scaleCents(toCents(unitPriceCents), quantityThousandths, 1_000);
          return grossCents === priceCents && Math.abs(again - priceCents) <= Math.max(gramCents, 1);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
