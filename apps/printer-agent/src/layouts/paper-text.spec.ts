import fc from 'fast-check';
import { paperText } from './paper-text.js';

test.each([
  ['composes what came decomposed', 'Cre\u0301mant', 'Crémant'],
  ['keeps all of Windows-1252', '€ œ Œ É « » – — … ™ Ÿ ž', '€ œ Œ É « » – — … ™ Ÿ ž'],
  ['turns narrow no-break spaces into no-break spaces', '1\u202f234,56\u202f€', '1\u00a0234,56\u00a0€'],
  ['turns other spaces into spaces', 'a\u2009b\u3000c', 'a b c'],
  ['removes emoji, even compound ones', 'Fête 🎉👩‍👩‍👧‍👦🇫🇷!', 'Fête !'],
  ['keeps digits that could begin an emoji', '10️⃣ #1', '10 #1'],
  ['writes foreign letters by their base letter', 'Łódź Đorđe Ștefan Ő ẞ', 'Lódz Dorde Stefan O SS'],
  ['writes signs it has not by their usual spelling', '−5 ‑ 2′ ½ ≤ →', "-5 - 2' ½ <= ->"],
  ['writes ligatures letter by letter', 'ﬁlet', 'filet'],
  ['says so when it has no letter', '茶 чай', '? ???'],
  ['removes control characters', 'a\u001b@b\u0000\u007f\u009bc', 'a@bc'],
  ['removes what has no width', 'a\u00ad\u200b\u202e\ufeffb', 'ab'],
])('%s', (_, text, expected) => {
  expect(paperText(text)).toBe(expected);
});

test('every character that is left takes one column of Windows-1252', () => {
  const printable = /^[\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/u;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(paperText(text)).toMatch(printable);
    }),
    { numRuns: 500 },
  );
});

test('what is printable already is not changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      expect(paperText(text)).toBe(text);
    }),
  );
});
