/** Windows-1252 beyond Latin-1: the bytes 0x80 to 0x9F. */
const WINDOWS_1252_EXTRAS = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** Characters that have a usual spelling in Windows-1252 which Unicode's decompositions do not know. */
const SPELLINGS: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2015': '—',
  '\u2212': '-',
  '\u2032': "'",
  '\u2033': '"',
  '\u02bc': '’',
  '\u2044': '/',
  '\u2190': '<-',
  '\u2192': '->',
  '\u2264': '<=',
  '\u2265': '>=',
  ð: 'd',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ĸ: 'k',
  ł: 'l',
  Ł: 'L',
  ŋ: 'n',
  Ŋ: 'N',
  ŧ: 't',
  Ŧ: 'T',
  ẞ: 'SS',
};

const isPrintable = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  const isAscii = code >= 0x20 && code <= 0x7e;
  const isLatin1 = code >= 0xa0 && code <= 0xff && code !== 0xad;
  return isAscii || isLatin1 || WINDOWS_1252_EXTRAS.includes(character);
};

/** Pictures, their modifiers and everything that has no width of its own: removed rather than printed as a question mark. */
const WITHOUT_INK =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Variation_Selector}]/gu;
const KEPT_SIGNS = new Set(['©', '®', '™']);

/**
 * Text as the printer's Windows-1252 code page can print it, one character for each column: composed (NFC), without
 * control characters, with narrow spaces as no-break spaces, foreign letters by their base letter and anything else as `?`.
 * Line breaks and tabs become a space.
 */
export function paperText(text: string): string {
  return Array.from(
    text
      .toWellFormed()
      .normalize('NFC')
      .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, ' ')
      .replace(WITHOUT_INK, (sign) => (KEPT_SIGNS.has(sign) ? sign : '')),
    spelled,
  ).join('');
}

function spelled(character: string): string {
  if (isPrintable(character)) return character;
  const spelling = SPELLINGS[character];
  if (spelling !== undefined) return spelling;
  if (/^\p{Cc}$/u.test(character)) return '';
  if (/^[\u202f\u2007]$/u.test(character)) return '\u00a0';
  if (/^\p{Zs}$/u.test(character)) return ' ';
  if (/^\p{M}$/u.test(character)) return '';
  const decomposed = Array.from(character.normalize('NFKD')).filter((sign) => !/^\p{M}$/u.test(sign));
  return decomposed.length > 0 && decomposed.every(isPrintable) ? decomposed.join('') : '?';
}
