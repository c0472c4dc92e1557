import fc from 'fast-check';
import { GROUP_SEPARATOR as GS } from './gs1-elements.js';
import { withCheckDigit } from './gtin.js';
import { readScan } from './scan.js';

const scan = (
  barcode: string,
  weightThousandths: number | null = null,
  priceCents: number | null = null,
) => ({
  ok: true,
  scan: { barcode, isMisread: false, weightThousandths, priceCents },
});

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const gtin14 = digits(13).map(withCheckDigit);
const lot = fc.string({ unit: fc.constantFrom(...'ABCxyz019-.'), minLength: 1, maxLength: 20 });

describe('what a scanner sends', () => {
  it.each([
    ['3017620422003', '3017620422003'],
    [' 3017620422003 ', '3017620422003'],
    [']E03017620422003', '3017620422003'],
    [']E473513537', '73513537'],
    [']I113017620422000', '13017620422000'],
    ['4011', '4011'],
  ])('%s is the barcode %s', (text, barcode) => {
    expect(readScan(text)).toEqual(scan(barcode));
  });

  it.each([
    '3017620422004',
    '036000291453',
    '73513538',
    ']C10103017620422004',
    'https://example.com/01/03017620422004',
    'https://example.com/01/0301762042200',
  ])('%s was misread', (text) => {
    expect(readScan(text)).toMatchObject({ ok: true, scan: { isMisread: true } });
  });

  it.each([
    ['', 'NOT_A_BARCODE'],
    ['123', 'NOT_A_BARCODE'],
    ['CARTE DE FIDELITE', 'NOT_A_BARCODE'],
    ['https://example.com/produits/nutella', 'NOT_A_BARCODE'],
    ['https://example.com/01/03017620422003/21', 'NOT_A_BARCODE'],
    ['https://example.com/01/%E0%A4%A', 'NOT_A_BARCODE'],
    ['(01)0301762042200', 'NOT_A_BARCODE'],
    ['(01)', 'NOT_A_BARCODE'],
    [']C10103017620422', 'NOT_A_BARCODE'],
    // A pallet, a coupon: GS1 says what they are, and they are no article.
    ['(00)376104250021234569', 'NO_ARTICLE'],
    [`]C1010301762042200301${withCheckDigit('0400638133393')}`, 'NO_ARTICLE'],
    ['(01)93017620422006(3103)000325(3103)000400', 'MEASURE'],
    ['(01)93017620422006(3105)000325', 'MEASURE'],
    ['(01)93017620422006(3103)000000', 'MEASURE'],
    ['(01)93017620422006(3932)840395', 'MEASURE'],
  ])('%s is refused: %s', (text, problem) => {
    expect(readScan(text)).toEqual({ ok: false, problem });
  });
});

describe('GS1 elements', () => {
  const VARIABLE = '93017620422006';

  it('give the article, its weight and its price, as GS1-128, DataMatrix, DataBar or in brackets', () => {
    for (const text of [
      `]C101${VARIABLE}31030003253922395`,
      `]d201${VARIABLE}3922395${GS}3103000325`,
      `]e0${GS}01${VARIABLE}10LOT-7${GS}31030003253922395`,
      `01${VARIABLE}3103000325152612313932978395`,
      `(01)${VARIABLE}(3103)000325(3922)395`,
      `(17)261231(01)${VARIABLE}(10)LOT-7(3103)000325(3922)395`,
    ]) {
      expect([text, readScan(text)]).toEqual([text, scan(VARIABLE, 325, 395)]);
    }
  });

  it('give weights and prices with any number of decimals that loses nothing', () => {
    expect(readScan(`(01)${VARIABLE}(3100)000012`)).toEqual(scan(VARIABLE, 12_000));
    expect(readScan(`(01)${VARIABLE}(3105)032500`)).toEqual(scan(VARIABLE, 325));
    expect(readScan(`(01)${VARIABLE}(3920)12`)).toEqual(scan(VARIABLE, null, 1_200));
    expect(readScan(`(01)${VARIABLE}(3923)3950`)).toEqual(scan(VARIABLE, null, 395));
  });

  it('are the same in whatever order and writing they come', () => {
    fc.assert(
      fc.property(
        gtin14,
        fc.integer({ min: 1, max: 999_999 }),
        fc.integer({ min: 1, max: 9_999_999 }),
        lot,
        fc.nat(5),
        (gtin, grams, cents, batch, turn) => {
          const elements: [string, string][] = [
            ['01', gtin],
            ['3103', String(grams).padStart(6, '0')],
            ['3922', String(cents)],
            ['10', batch],
            ['17', '261231'],
            ['21', `${batch}X`.slice(0, 20)],
          ];
          const turned = [...elements.slice(turn), ...elements.slice(0, turn)];
          const separated = turned
            .map(([identifier, data]) => `${identifier}${data}${/^(?:10|21|39)/u.test(identifier) ? GS : ''}`)
            .join('');
          const expected = scan(gtin, grams, cents);
          expect(readScan(`]d2${separated}`)).toEqual(expected);
          expect(readScan(turned.map(([identifier, data]) => `(${identifier})${data}`).join(''))).toEqual(
            expected,
          );
          const query = `3103=${String(grams).padStart(6, '0')}&3922=${cents}&linkType=all`;
          expect(readScan(`https://id.example.org/shop/01/${gtin}/10/${batch}?${query}`)).toEqual(expected);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('a GS1 Digital Link', () => {
  it.each([
    ['https://example.com/01/03017620422003', '03017620422003', null, null],
    ['HTTPS://EXAMPLE.COM/01/03017620422003', '03017620422003', null, null],
    ['http://example.com/gtin/3017620422003/', '03017620422003', null, null],
    ['https://example.com/a/b/01/73513537', '00000073513537', null, null],
    ['https://example.com/01/03017620422003/22/2A/10/L%2F7/21/S%20?17=261231#top', null, null, null],
    ['https://example.com/01/93017620422006/10/L-7?3103=000325&3922=395', '93017620422006', 325, 395],
    [']Q1https://example.com/01/93017620422006?3103=000325', '93017620422006', 325, null],
    [
      'https://example.com/01/93017620422006?utm_source=qr&linkType=pip&3932=978395',
      '93017620422006',
      null,
      395,
    ],
  ])('%s names the article', (text, barcode, weight, price) => {
    expect(readScan(text)).toEqual(
      barcode === null ? { ok: false, problem: 'NOT_A_BARCODE' } : scan(barcode, weight, price),
    );
  });
});

describe('whatever is sent', () => {
  it('is answered, never thrown at, with a barcode in digits or none', () => {
    const pieces = fc.constantFrom(
      '01',
      '3103',
      '392',
      '978',
      GS,
      '(',
      ')',
      '(01)',
      '/',
      '/01/',
      'https://a.b',
      '?',
      '=',
      '&',
      '%',
      ']C1',
      '0',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.oneof(pieces, digits(6), digits(14)), { maxLength: 12 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readScan(text);
        if (!reading.ok) return true;
        const { barcode, weightThousandths, priceCents } = reading.scan;
        return (
          /^[0-9]{4,14}$/u.test(barcode) &&
          readScan(barcode).ok &&
          [weightThousandths, priceCents].every(
            (value) => value === null || (Number.isSafeInteger(value) && value > 0),
          )
        );
      }),
      { numRuns: 10_000 },
    );
  });
});
