import { ean13CheckDigit } from './ean13.js';
import { generatedProducts } from './generated-products.js';
import { termsOf, VAT_RATES } from './pricing.js';

const products = [...generatedProducts(12_000)];

describe('the check digit of an EAN-13', () => {
  it.each(['3017620422003', '4006381333931', '9782070612758'])('of %s is its last digit', (barcode) => {
    expect(ean13CheckDigit(barcode.slice(0, 12))).toBe(Number(barcode.at(-1)));
  });

  it('is asked of twelve digits only', () => {
    expect(() => ean13CheckDigit('301762042200')).not.toThrow();
    expect(() => ean13CheckDigit('3017620422003')).toThrow(/twelve digits/u);
  });
});

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
      expect(ean13CheckDigit(barcode.slice(0, 12))).toBe(Number(barcode.at(-1)));
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

  it('are taxed as what they are', () => {
    const soap = products.filter(({ label }) => label.startsWith('Savon'));
    expect(soap.length).toBeGreaterThan(10);
    expect(new Set(soap.map(({ barcode }) => termsOf(barcode).vatCode))).toEqual(new Set(['TN']));
  });
});
