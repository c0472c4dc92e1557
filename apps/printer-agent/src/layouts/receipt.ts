import { paperText } from './paper-text.js';
import { wrap } from './wrap.js';

/**
 * A receipt as rows of cells, and its receiptline document. Everything a cell says is taken as text: no layout and no
 * data writes receiptline's markup, so that a label can neither command the printer nor break the columns.
 */
export interface TextStyle {
  readonly bold?: boolean;
  readonly inverted?: boolean;
  /** `tall` doubles the height, `double` both. */
  readonly size?: 'tall' | 'double';
}

export interface Cell {
  readonly text: string;
  readonly align: 'left' | 'center' | 'right';
  /** In columns. Absent: the cells without one share what is left. */
  readonly width?: number;
  /** Columns by which the lines after the first are set in. */
  readonly hang?: number;
  /** A text that wraps makes its row higher; a `bottom` cell then stands on the row's last line. */
  readonly vertical?: 'bottom';
  readonly style?: TextStyle;
}

export type Row =
  | { readonly kind: 'cells'; readonly cells: readonly Cell[] }
  | { readonly kind: 'rule' }
  | { readonly kind: 'blank' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'barcode'; readonly digits: string };

export const cells = (...list: readonly Cell[]): Row => ({ kind: 'cells', cells: list });
export const rule: Row = { kind: 'rule' };
export const blank: Row = { kind: 'blank' };
export const cut: Row = { kind: 'cut' };

export const left = (text: string, style: TextStyle = {}): Cell => ({ text, align: 'left', style });
export const right = (text: string, style: TextStyle = {}): Cell => ({ text, align: 'right', style });
export const center = (text: string, style: TextStyle = {}): Cell => ({ text, align: 'center', style });
export const wide = (width: number, cell: Cell): Cell => ({ ...cell, width });

/** CODE128 of digits, with the digits below. Anything else is a bug of the layout. */
export function barcode(digits: string): Row {
  if (!/^\d{1,30}$/u.test(digits)) throw new Error(`not digits: ${digits}`);
  return { kind: 'barcode', digits };
}

/** The receiptline document of `rows` on paper of `columns` characters. */
export function receiptlineDocument(rows: readonly Row[], columns: number): string {
  return ['{border:none}', ...rows.flatMap((row) => markupOf(row, columns))].join('\n');
}

function markupOf(row: Row, columns: number): readonly string[] {
  switch (row.kind) {
    case 'cells':
      return cellsMarkup(row.cells, columns);
    case 'rule':
      return [`{width:${columns}}`, '-'];
    case 'blank':
      return [''];
    case 'cut':
      return ['='];
    case 'barcode':
      return ['{width:auto}', '{option:code128,2,56,hri}', `{code:${row.digits}}`];
  }
}

function cellsMarkup(row: readonly Cell[], columns: number): readonly string[] {
  const widths = widthsOf(row, columns);
  const texts = row.map((cell, index) => {
    const width = widths[index] ?? 0;
    return wrap(
      paperText(cell.text),
      cell.style?.size === 'double' ? Math.floor(width / 2) : width,
      cell.hang,
    );
  });
  const height = Math.max(...texts.map((lines) => lines.length));
  const lines = Array.from({ length: height }, (_, lineIndex) => {
    const line = row.map((cell, index) => {
      const own = texts[index] ?? [];
      const skipped = cell.vertical === 'bottom' ? height - own.length : 0;
      return cellMarkup(own[lineIndex - skipped] ?? '', cell);
    });
    return `|${line.join('|')}|`;
  });
  return [`{width:${widths.join(' ')}}`, ...lines];
}

function widthsOf(row: readonly Cell[], columns: number): readonly number[] {
  const fixed = row.reduce((sum, cell) => sum + (cell.width ?? 0), 0);
  const flexible = row.filter((cell) => cell.width === undefined).length;
  const rest = columns - fixed;
  if (rest < flexible) throw new Error(`a row of ${fixed} fixed columns does not fit in ${columns}`);
  let given = 0;
  return row.map((cell) => {
    if (cell.width !== undefined) return cell.width;
    given += 1;
    return Math.floor((rest * given) / flexible) - Math.floor((rest * (given - 1)) / flexible);
  });
}

function cellMarkup(text: string, { align, style = {} }: Cell): string {
  if (text === '') return ' ';
  const size = style.size === 'double' ? '^^^' : style.size === 'tall' ? '^^' : '';
  const bold = style.bold ? '"' : '';
  const inverted = style.inverted ? '`' : '';
  const body = `${bold}${inverted}${size}${escaped(text)}${size}${inverted}${bold}`;
  if (align === 'left') return `${body} `;
  return align === 'right' ? ` ${body}` : ` ${body} `;
}

/** Letters and digits stand for themselves; every other character is written by its code, so that none means anything to receiptline. */
function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9\u0100-\uffff]/gu, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
