/** A French quotation mark stays with what it quotes, a high sign with what is before it, a number with its unit, « n° » with its number. */
const UNBROKEN =
  /(?<=[«Ø]|(?<!\p{L})n°) | (?=[»:;!?%€])|(?<=\d) (?=(?:mg|g|kg|t|ml|mL|cl|cL|dl|l|L|mm|cm|m|W|V|h|min|°C?)(?![\p{L}\d]))/gu;

/**
 * Breaks text into lines of at most `width` characters, at spaces; a word that is longer is cut. No-break spaces hold, and so
 * do the spaces that French typography does not break at. Lines after the first begin with `hang` no-break spaces. Always at least one line.
 */
export function wrap(text: string, width: number, hang = 0): readonly string[] {
  const indent = '\u00a0'.repeat(hang);
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .replace(UNBROKEN, '\u00a0')
    .split(' ')
    .filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = lines.length === 0 ? word : indent + word;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = indent + line.slice(width);
    }
  }
  return lines.length > 0 && line === '' ? lines : [...lines, line];
}
