import fc from 'fast-check';
import {
  type BarcodeRule,
  isReadableRule,
  itemBarcodeOf,
  labelOf,
  readLabel,
  verifierDigitOf,
} from './barcode-rules.js';
import { hasWrongCheckDigit, withCheckDigit } from './gtin.js';

const price: BarcodeRule = {
  prefix: '21',
  kind: 'PRICE',
  itemDigits: 5,
  verifierDigits: 0,
  valueDigits: 5,
  valueDecimals: 2,
};
const weight: BarcodeRule = { ...price, prefix: '26', kind: 'WEIGHT', valueDecimals: 3 };
const verified: BarcodeRule = { ...price, prefix: '24', verifierDigits: 1, valueDigits: 4 };
const RULES = [price, weight, verified];

/** Every rule that can be read by, whatever its lengths. */
const anyRule: fc.Arbitrary<BarcodeRule> = fc
  .record({
    prefix: fc.constantFrom('02', '20', '21', '25', '29', '213', '2900'),
    kind: fc.constantFrom('PRICE', 'WEIGHT'),
    verifierDigits: fc.constantFrom(0, 1),
    valueDigits: fc.integer({ min: 3, max: 6 }),
    valueDecimals: fc.integer({ min: 0, max: 3 }),
  })
  .map((rule) => ({
    ...rule,
    itemDigits: 12 - rule.prefix.length - rule.verifierDigits - rule.valueDigits,
  }))
  .filter(isReadableRule);

describe('a label of the chain’s own', () => {
  it('gives its article and its price, or its weight', () => {
    expect(readLabel(withCheckDigit('210042100395'), RULES)).toEqual({
      kind: 'EMBEDDED',
      value: { itemBarcode: withCheckDigit('210042100000'), priceCents: 395, weightThousandths: null },
    });
    expect(readLabel(withCheckDigit('260042100325'), RULES)).toEqual({
      kind: 'EMBEDDED',
      value: { itemBarcode: withCheckDigit('260042100000'), priceCents: null, weightThousandths: 325 },
    });
  });

  it('is read by the longest prefix that fits', () => {
    const dozen: BarcodeRule = { ...price, prefix: '2100', itemDigits: 3, valueDecimals: 1 };
    expect(readLabel(withCheckDigit('210042100395'), [price, dozen])).toMatchObject({
      value: { priceCents: 3_950 },
    });
  });

  it('is a plain barcode under no rule, without a value, or with a wrong check digit', () => {
    for (const barcode of [
      withCheckDigit('300042100395'),
      withCheckDigit('210042100000'),
      '2100421003950',
      '210042100395',
      '21004210039AB',
    ]) {
      expect([barcode, readLabel(barcode, RULES).kind]).toEqual([barcode, 'PLAIN']);
    }
  });

  it('gives back what the scale wrote, whatever the rule, the item and the value', () => {
    fc.assert(
      fc.property(anyRule, fc.nat(), fc.integer({ min: 1 }), (rule, itemSeed, valueSeed) => {
        const item = String(itemSeed % 10 ** rule.itemDigits).padStart(rule.itemDigits, '0');
        const value = (valueSeed % (10 ** rule.valueDigits - 1)) + 1;
        const label = labelOf(rule, item, value);
        expect(hasWrongCheckDigit(label)).toBe(false);
        const scaled = value * 10 ** ((rule.kind === 'PRICE' ? 2 : 3) - rule.valueDecimals);
        expect(readLabel(label, [rule])).toEqual({
          kind: 'EMBEDDED',
          value: {
            itemBarcode: itemBarcodeOf(`${rule.prefix}${item}`),
            priceCents: rule.kind === 'PRICE' ? scaled : null,
            weightThousandths: rule.kind === 'WEIGHT' ? scaled : null,
          },
        });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the digit that verifies a value', () => {
  it('is that of the examples in the GS1 General Specifications', () => {
    expect(verifierDigitOf('2875')).toBe(9);
    expect(verifierDigitOf('14685')).toBe(6);
  });

  it('finds every digit of the value that was misread', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 9 }),
        (value, place, by) => {
          const label = labelOf(verified, '00421', value);
          const at = 8 + place;
          const misread = `${label.slice(0, at)}${(Number(label[at]) + by) % 10}${label.slice(at + 1, 12)}`;
          const reading = readLabel(withCheckDigit(misread), RULES);
          return reading.kind === 'WRONG_VERIFIER' || !/[1-9]/u.test(misread.slice(8));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('a rule', () => {
  it('can be read by when its digits make up an EAN-13', () => {
    for (const rule of RULES) expect(isReadableRule(rule)).toBe(true);
    expect(isReadableRule({ ...price, itemDigits: 6 })).toBe(false);
    expect(isReadableRule({ ...price, verifierDigits: 1, itemDigits: 4 })).toBe(true);
    expect(isReadableRule({ ...price, verifierDigits: 1, itemDigits: 3, valueDigits: 6 })).toBe(false);
    expect(isReadableRule({ ...price, valueDecimals: 3 })).toBe(false);
    expect(isReadableRule({ ...weight, valueDecimals: 3 })).toBe(true);
  });

  it('prints no label for what does not fit it', () => {
    expect(() => labelOf(price, '421', 395)).toThrow(RangeError);
    expect(() => labelOf(price, '00421', 100_000)).toThrow(RangeError);
  });
});
