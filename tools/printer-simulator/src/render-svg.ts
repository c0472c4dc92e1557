import { CELL_HEIGHT, CELL_WIDTH, type Mark, type RasterMark, type TextMark, type Ticket } from './paper.js';

const PAPER = '#fffefa';
const INK = '#232220';
const DESK = '#d9d6cf';
const SIDE_DOTS = 28;
const TOP_DOTS = 26;
const BOTTOM_DOTS = 40;
const DESK_DOTS = 20;
/** IBM Plex Mono is 0.6 em wide, so this fills a cell of 12 dots. */
const FONT_SIZE = 20;
const BASELINE_ABOVE_BOTTOM = 5;
/** Printers' fonts fill their cell: a little taller than the typeface drawn as it is. */
const STRETCH = 1.1;
/** By which an accented capital stands out of its cell, unlike a printer's. */
const ACCENT_ABOVE_CELL = 3;
export const FONT_FAMILY = 'IBM Plex Mono';

/** A ticket as a picture, in printer dots: paper on a desk. */
export function svgOf(ticket: Ticket): string {
  const paperWidth = ticket.widthDots + 2 * SIDE_DOTS;
  const paperHeight = ticket.heightDots + TOP_DOTS + BOTTOM_DOTS;
  const width = paperWidth + 2 * DESK_DOTS;
  const height = paperHeight + 2 * DESK_DOTS;
  const left = DESK_DOTS + SIDE_DOTS;
  const top = DESK_DOTS + TOP_DOTS;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${DESK}"/>`,
    `<rect x="${DESK_DOTS + 3}" y="${DESK_DOTS + 4}" width="${paperWidth}" height="${paperHeight}" fill="#000" opacity="0.13"/>`,
    `<rect x="${DESK_DOTS}" y="${DESK_DOTS}" width="${paperWidth}" height="${paperHeight}" fill="${PAPER}"/>`,
    `<g transform="translate(${left} ${top})" fill="${INK}" font-family="'${FONT_FAMILY}', 'DejaVu Sans Mono', monospace" font-size="${FONT_SIZE}" font-weight="500" style="white-space:pre;font-variant-ligatures:none">`,
    ...ticket.marks.flatMap(drawn),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawn(mark: Mark): readonly string[] {
  switch (mark.kind) {
    case 'text':
      return drawnText(mark);
    case 'bars':
      return [`<path d="${barsPath(mark)}"/>`];
    case 'raster':
      return [`<path d="${rasterPath(mark)}"/>`];
  }
}

function drawnText(mark: TextMark): readonly string[] {
  const cellWidth = CELL_WIDTH * mark.scaleX;
  const width = cellWidth * mark.text.length;
  const height = CELL_HEIGHT * mark.scaleY;
  const top = mark.bottom - height;
  const above = ACCENT_ABOVE_CELL * mark.scaleY;
  const rules = rulesPath(mark, cellWidth, height);
  const letters = mark.text.replace(RULE, ' ');
  return [
    ...(mark.inverted
      ? [`<rect x="${mark.x}" y="${top - above}" width="${width}" height="${height + above}"/>`]
      : []),
    ...(mark.underlined ? [`<rect x="${mark.x}" y="${mark.bottom - 2}" width="${width}" height="2"/>`] : []),
    ...(rules === '' ? [] : [`<path d="${rules}"/>`]),
    ...(letters.trim() === '' ? [] : [lettersOf(mark, letters)]),
  ];
}

function lettersOf(mark: TextMark, letters: string): string {
  const baseline = mark.bottom - BASELINE_ABOVE_BOTTOM * mark.scaleY;
  const scale = `scale(${mark.scaleX} ${round(mark.scaleY * STRETCH)})`;
  const positions = Array.from(letters, (_, index) => index * CELL_WIDTH).join(' ');
  const weight = mark.bold ? ' font-weight="700"' : '';
  const fill = mark.inverted ? ` fill="${PAPER}"` : '';
  return `<text transform="translate(${mark.x} ${baseline}) ${scale}" x="${positions}"${weight}${fill}>${escapedXml(letters)}</text>`;
}

const RULE = /[─│┌┐└┘├┤┬┴┼╭╮╰╯]/gu;
/** Which of its four arms a box-drawing character has: left, right, up, down. */
const ARMS: Readonly<Record<string, string>> = {
  '─': 'lr',
  '│': 'ud',
  '┌': 'rd',
  '┐': 'ld',
  '└': 'ru',
  '┘': 'lu',
  '├': 'rud',
  '┤': 'lud',
  '┬': 'lrd',
  '┴': 'lru',
  '┼': 'lrud',
  '╭': 'rd',
  '╮': 'ld',
  '╰': 'ru',
  '╯': 'lu',
};

/** Rules drawn as strokes from cell to cell, joined over neighbours so that no seam shows. */
function rulesPath(mark: TextMark, cellWidth: number, height: number): string {
  const middle = mark.bottom - height / 2 - 1;
  const path: string[] = [];
  for (const run of mark.text.matchAll(/─+/gu)) {
    path.push(
      `M${mark.x + run.index * cellWidth} ${middle}h${run[0].length * cellWidth}v2h-${run[0].length * cellWidth}z`,
    );
  }
  Array.from(mark.text).forEach((character, index) => {
    const arms = character === '─' ? undefined : ARMS[character];
    if (arms === undefined) return;
    const x = mark.x + index * cellWidth;
    const centre = x + cellWidth / 2 - 1;
    if (arms.includes('l')) path.push(`M${x} ${middle}h${cellWidth / 2}v2h-${cellWidth / 2}z`);
    if (arms.includes('r')) path.push(`M${centre} ${middle}h${cellWidth / 2 + 1}v2h-${cellWidth / 2 + 1}z`);
    if (arms.includes('u')) path.push(`M${centre} ${mark.bottom - height}h2v${height / 2}h-2z`);
    if (arms.includes('d')) path.push(`M${centre} ${middle}h2v${height / 2 + 1}h-2z`);
  });
  return path.join('');
}

function barsPath(mark: Extract<Mark, { kind: 'bars' }>): string {
  let x = mark.x;
  const path: string[] = [];
  mark.modules.forEach((modules, index) => {
    const width = modules * mark.moduleWidth;
    if (index % 2 === 0) path.push(`M${x} ${mark.y}h${width}v${mark.height}h-${width}z`);
    x += width;
  });
  return path.join('');
}

function rasterPath({ x, y, width, height, bits }: RasterMark): string {
  const bytesPerRow = Math.ceil(width / 8);
  const path: string[] = [];
  for (let row = 0; row < height; row += 1) {
    let start = -1;
    for (let column = 0; column <= width; column += 1) {
      const byte = column === width ? 0 : (bits[row * bytesPerRow + (column >> 3)] ?? 0);
      const isBlack = column < width && (byte & (0x80 >> (column & 7))) !== 0;
      if (isBlack && start < 0) start = column;
      if (!isBlack && start >= 0) {
        path.push(`M${x + start} ${y + row}h${column - start}v1h-${column - start}z`);
        start = -1;
      }
    }
  }
  return path.join('');
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

const escapedXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
