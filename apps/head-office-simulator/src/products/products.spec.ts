import { hasWrongCheckDigit, isReadableRule, readLabel, withCheckDigit } from '@encaisse/register-domain';
import { BARCODE_RULES, COUNTER_PRODUCTS } from './counter-products.js';
import { generatedProducts } from './generated-products.js';
import { termsOf, VAT_RATES } from './pricing.js';

const everything = [...generatedProducts(12_000 + COUNTER_PRODUCTS.length)];
const products = everything.slice(0, 12_000);

describe('price and VAT rate of a product', () => {
  it('come from the barcode alone and never change', () => {
    expect(['3017620422003', '3000000000014', '1990000000010'].map(termsOf)).toMatchInlineSnapshot(`
[
  {
    "priceCents": 70,
    "vatCode": "TR",
  },
  {
    "priceCents": 475,
    "vatCode": "TI",
  },
  {
    "priceCents": 790,
    "vatCode": "TR",
  },
]
`);
  });

  it('are from 0,20 € to 149,90 €', () => {
    const prices = products.map(({ barcode }) => termsOf(barcode).priceCents).sort((a, b) => a - b);
    expect(prices.at(0)).toBeGreaterThanOrEqual(20);
    expect(prices.at(-1)).toBeLessThanOrEqual(14_990);
    // Believable as a whole: half of a shop costs less than five euros.
    expect(prices[prices.length / 2]).toBeGreaterThan(250);
    expect(prices[prices.length / 2]).toBeLessThan(600);
  });

  it('use every VAT rate, the reduced one most', () => {
    const counts = Map.groupBy(products, ({ barcode }) => termsOf(barcode).vatCode);
    expect([...counts.keys()].sort()).toEqual(VAT_RATES.map(({ vatCode }) => vatCode).sort());
    const shareOf = (code: 'TR' | 'TN') => (counts.get(code)?.length ?? 0) / products.length;
    expect(shareOf('TR')).toBeCloseTo(0.7, 1);
    expect(shareOf('TN')).toBeCloseTo(0.25, 1);
  });
});

describe('invented products', () => {
  it('have valid barcodes in a prefix that GS1 has given to nobody, each once', () => {
    for (const { barcode } of products) {
      expect(barcode).toMatch(/^199[0-9]{10}$/u);
      expect(hasWrongCheckDigit(barcode)).toBe(false);
    }
    expect(new Set(products.map(({ barcode }) => barcode)).size).toBe(12_000);
  });

  it('have labels that differ, save where a small family has used up its words', () => {
    expect(new Set(products.map(({ label }) => label)).size).toBeGreaterThan(11_900);
    expect(Math.max(...products.map(({ label }) => label.length))).toBeLessThanOrEqual(80);
  });

  it('are the same ones every time, and the first of many the same as few', () => {
    expect([...generatedProducts(50)]).toEqual(products.slice(0, 50));
  });

  it('have a second barcode now and then, which is nobody else’s', () => {
    const barcodes = everything.flatMap(({ barcode, otherBarcodes = [] }) => [barcode, ...otherBarcodes]);
    expect(new Set(barcodes).size).toBe(barcodes.length);
    expect(products.filter(({ otherBarcodes }) => otherBarcodes?.length === 1)).toHaveLength(1_200);
    expect(barcodes.filter(hasWrongCheckDigit)).toEqual([]);
  });

  it('are taxed as what they are', () => {
    const soap = products.filter(({ label }) => label.startsWith('Savon'));
    expect(soap.length).toBeGreaterThan(10);
    expect(new Set(soap.map(({ barcode }) => termsOf(barcode).vatCode))).toEqual(new Set(['TN']));
  });
});

describe('what is weighed or labelled at the counter', () => {
  it('is part of an invented chain that is not too small', () => {
    expect(everything.slice(12_000)).toEqual(COUNTER_PRODUCTS);
    expect(COUNTER_PRODUCTS.filter(({ unit }) => unit === 'KILOGRAM').length).toBeGreaterThan(40);
    expect([...generatedProducts(200)]).toHaveLength(200);
    expect([...generatedProducts(50)].filter(({ unit }) => unit === 'KILOGRAM')).toEqual([]);
  });

  it('has labels that the chain’s rules read back to its barcodes, by price and by weight', () => {
    expect(BARCODE_RULES.filter((rule) => !isReadableRule(rule))).toEqual([]);
    for (const { barcode, otherBarcodes = [], unit } of COUNTER_PRODUCTS) {
      const priced = withCheckDigit(`${barcode.slice(0, 7)}01234`);
      expect(readLabel(priced, BARCODE_RULES)).toMatchObject({
        value: { itemBarcode: barcode, priceCents: 1_234 },
      });
      if (unit !== 'KILOGRAM') continue;
      const weighed = withCheckDigit(`26${barcode.slice(2, 7)}00325`);
      expect(readLabel(weighed, BARCODE_RULES)).toMatchObject({
        value: { itemBarcode: otherBarcodes[0], weightThousandths: 325 },
      });
    }
  });
});
