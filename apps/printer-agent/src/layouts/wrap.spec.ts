import fc from 'fast-check';
import { wrap } from './wrap.js';

const shown = (lines: readonly string[]) => lines.map((line) => line.replaceAll('\u00a0', ' '));

test.each([
  [
    'a quotation mark from what it quotes',
    'Café moulu « Éthiopie » 1',
    12,
    ['Café moulu', '« Éthiopie »', '1'],
  ],
  ['a number from its unit', 'Crémant brut 75 cl', 16, ['Crémant brut', '75 cl']],
  ['« n° » from its number', 'Enveloppe n° 12', 13, ['Enveloppe', 'n° 12']],
  ['a high sign from what is before it', 'Merci à bientôt !', 15, ['Merci à', 'bientôt !']],
  [
    'a number from a unit only: it may stand before any other word',
    'Lot de 2 légumes',
    9,
    ['Lot de 2', 'légumes'],
  ],
])('never parts %s', (_what, text, width, lines) => {
  expect(shown(wrap(text, width))).toEqual(lines);
});

test('no line is wider than the paper, and no letter gets lost', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '«', '»', ' ', '!', '7', 'g', 'é'), maxLength: 60 });
  fc.assert(
    fc.property(
      texts,
      fc.integer({ min: 4, max: 48 }),
      fc.integer({ min: 0, max: 3 }),
      (text, width, hang) => {
        const lines = wrap(text, width, hang);
        expect(lines.every((line) => line.length <= width)).toBe(true);
        const letters = (from: string) => from.replaceAll(/[ \u00a0]/gu, '');
        expect(letters(lines.join(''))).toBe(letters(text));
      },
    ),
  );
});
