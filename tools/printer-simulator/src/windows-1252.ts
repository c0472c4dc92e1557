/** Code page 16 of ESC/POS (WPC1252): the bytes 0x80 to 0x9F; all others are their own Unicode code point. */
const EXTRAS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Code page 1 (katakana) as far as rules are drawn with it. */
const RULES: Readonly<Record<number, string>> = {
  143: '┼',
  144: '┴',
  145: '┬',
  146: '┤',
  147: '├',
  149: '─',
  150: '│',
  152: '┌',
  153: '┐',
  154: '└',
  155: '┘',
  156: '╭',
  157: '╮',
  158: '╰',
  159: '╯',
};

export const CODE_PAGE_RULES = 1;
export const CODE_PAGE_WINDOWS_1252 = 16;

/** The character a printer draws for a byte; a page it was never told about shows as a black box, so that it is noticed. */
export function characterOf(byte: number, codePage: number): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  if (codePage === CODE_PAGE_RULES) return RULES[byte] ?? '■';
  if (codePage !== CODE_PAGE_WINDOWS_1252) return '■';
  return byte < 0xa0 ? (EXTRAS[byte - 0x80] ?? '■') : String.fromCharCode(byte);
}
