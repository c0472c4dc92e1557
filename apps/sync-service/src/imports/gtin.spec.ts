import { hasWrongCheckDigit } from './gtin.js';

describe('the check digit of a barcode', () => {
  it('is right on real codes of every length', () => {
    // EAN-13 and EAN-8 of Wikipedia's articles, UPC-A of its article, ITF-14 of GS1's own example.
    for (const barcode of ['4006381333931', '73513537', '036000291452', '10012345000017', '0000000000000']) {
      expect([barcode, hasWrongCheckDigit(barcode)]).toEqual([barcode, false]);
    }
  });

  it('is wrong on every other last digit, and on two neighbours exchanged', () => {
    for (let digit = 0; digit <= 9; digit += 1) {
      expect(hasWrongCheckDigit(`400638133393${digit}`)).toBe(digit !== 1);
    }
    expect(hasWrongCheckDigit('4006381339331')).toBe(true);
  });

  it('is not looked for on codes of other lengths, which are a chain’s own', () => {
    for (const barcode of ['1234', '12345', '1234567', '123456789', '12345678901']) {
      expect(hasWrongCheckDigit(barcode)).toBe(false);
    }
  });
});
