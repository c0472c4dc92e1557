import { amount, date, euros, plural, quantity, rate, signedEuros, time } from './french.js';

test.each([
  [0, '0,00'],
  [5, '0,05'],
  [-5, '-0,05'],
  [123_456, '1\u00a0234,56'],
  [-100_000_000, '-1\u00a0000\u00a0000,00'],
])('%d cents are written %s', (cents, written) => {
  expect(amount(cents)).toBe(written);
  expect(euros(cents)).toBe(`${written}\u00a0€`);
});

test('a difference carries its sign, no difference carries none', () => {
  expect([signedEuros(100), signedEuros(-320), signedEuros(0)]).toEqual([
    '+1,00\u00a0€',
    '-3,20\u00a0€',
    '0,00\u00a0€',
  ]);
});

test('quantities and rates show the decimals that they have', () => {
  expect([1000, 1500, 846, 250, 12_000_000, -2000].map(quantity)).toEqual([
    '1',
    '1,5',
    '0,846',
    '0,25',
    '12\u00a0000',
    '-2',
  ]);
  expect([2000, 1000, 550, 210, 0].map(rate)).toEqual(
    ['20', '10', '5,5', '2,1', '0'].map((r) => `${r}\u00a0%`),
  );
});

test('the wall clock is printed as it is written', () => {
  expect(date('2026-11-24T00:05:00+01:00')).toBe('24/11/2026');
  expect(time('2026-11-24T00:05:00+01:00')).toBe('00:05');
});

test('zero and one are singular', () => {
  expect([0, 1, 2].map((count) => plural(count, 'article', 'articles'))).toEqual([
    '0\u00a0article',
    '1\u00a0article',
    '2\u00a0articles',
  ]);
});
