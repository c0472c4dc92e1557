import fc from 'fast-check';
import { checkDigitOf, formsOfBarcode, hasWrongCheckDigit, withCheckDigit } from './gtin.js';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

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

  it('finds every single digit that was misread, at every length', () => {
    const lengths = fc.constantFrom(7, 11, 12, 13).chain(digits);
    fc.assert(
      fc.property(lengths, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const whole = withCheckDigit(body);
        const place = at % whole.length;
        const misread = `${whole.slice(0, place)}${(Number(whole[place]) + by) % 10}${whole.slice(place + 1)}`;
        return !hasWrongCheckDigit(whole) && hasWrongCheckDigit(misread);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same however many zeros stand before', () => {
    fc.assert(fc.property(digits(11), (body) => checkDigitOf(body) === checkDigitOf(`00${body}`)));
  });
});

describe('the forms of a GTIN', () => {
  it.each([
    ['3017620422003', ['3017620422003', '03017620422003']],
    ['036000291452', ['036000291452', '0036000291452', '00036000291452']],
    ['0036000291452', ['0036000291452', '036000291452', '00036000291452']],
    ['73513537', ['73513537', '0000073513537', '000073513537', '00000073513537']],
    ['00000073513537', ['00000073513537', '0000073513537', '000073513537', '73513537']],
    // A case of twelve is not twelve times its piece's barcode.
    ['13017620422000', ['13017620422000']],
    ['4011', ['4011']],
  ])('of %s are %j', (barcode, forms) => {
    expect(formsOfBarcode(barcode)).toEqual(forms);
  });

  it('are the same set from each of them, all with a right check digit', () => {
    fc.assert(
      fc.property(fc.constantFrom(7, 11, 12, 13).chain(digits), (body) => {
        const forms = formsOfBarcode(withCheckDigit(body));
        expect(forms.filter(hasWrongCheckDigit)).toEqual([]);
        for (const form of forms) expect([...formsOfBarcode(form)].sort()).toEqual([...forms].sort());
      }),
    );
  });
});
