import type { PrintedSoftware, PrintedStore, PrintedVatRate } from '@encaisse/contracts';
import { amount, rate } from './french.js';
import { blank, cells, center, left, type Row, right, rule, type TextStyle, wide } from './receipt.js';

/** Rows that several documents share. */

/** A band across the paper, white on black. */
export function banner(text: string, columns: number): Row {
  const room = Math.max(Math.floor(columns / 2) - text.length, 0);
  const before = '\u00a0'.repeat(Math.floor(room / 2));
  const after = '\u00a0'.repeat(Math.ceil(room / 2));
  return cells(center(`${before}${text}${after}`, { inverted: true, bold: true, size: 'double' }));
}

export const duplicateBanner = (duplicateNumber: number, columns: number): readonly Row[] =>
  duplicateNumber === 0 ? [] : [banner(`DUPLICATA n°\u00a0${duplicateNumber}`, columns), blank];

export function storeHeader(store: PrintedStore, columns: number): readonly Row[] {
  const fits = store.name.length <= columns / 2;
  return [
    cells(center(store.name, { bold: true, size: fits ? 'double' : 'tall' })),
    ...written(store.addressLines).map((line) => cells(center(line))),
    ...written([store.phone]).map((phone) => cells(center(`Tél. ${phone}`))),
    blank,
  ];
}

/** Who the seller is before the law, and what software printed this. */
export function legalFooter(store: PrintedStore, software: PrintedSoftware): readonly Row[] {
  const siret = store.siret === '' ? '' : `SIRET\u00a0${nonBreaking(store.siret)}`;
  const naf = store.naf === '' ? '' : `NAF\u00a0${nonBreaking(store.naf)}`;
  const vatNumber = store.vatNumber === '' ? '' : `TVA\u00a0${nonBreaking(store.vatNumber)}`;
  return [
    ...written([written([siret, naf]).join(' – '), vatNumber]).map((line) => cells(center(line))),
    cells(center(`${software.name} ${software.version}`)),
  ];
}

/** Rate, net, tax and gross in four aligned columns, with the total under a short rule when there are several rates. */
export function vatTable(vatRates: readonly PrintedVatRate[]): readonly Row[] {
  const row = (head: string, amounts: readonly string[], style: TextStyle = {}): Row =>
    cells(wide(9, left(head, style)), ...amounts.map((text) => right(text, style)));
  const total = (part: 'htCents' | 'vatCents' | 'ttcCents') =>
    amount(vatRates.reduce((sum, vat) => sum + vat[part], 0));
  return [
    row('TVA', ['HT', 'TVA', 'TTC'], { bold: true }),
    ...vatRates.map((vat) =>
      row(`${vat.letter}\u00a0\u00a0${rate(vat.vatBasisPoints)}`, [
        amount(vat.htCents),
        amount(vat.vatCents),
        amount(vat.ttcCents),
      ]),
    ),
    ...(vatRates.length < 2
      ? []
      : [row('Total', [total('htCents'), total('vatCents'), total('ttcCents')], { bold: true })]),
  ];
}

/**
 * A label at the left and its value at the right, on the label's last line. `double` becomes `tall` when the two would not
 * stand on one line. A value takes half of the paper at most where its label is long.
 */
export function line(label: string, value: string, columns: number, style: TextStyle = {}): Row {
  const isDouble = style.size === 'double' && 2 * (label.length + value.length + 1) <= columns;
  const drawn: TextStyle = style.size === 'double' && !isDouble ? { ...style, size: 'tall' } : style;
  const scale = isDouble ? 2 : 1;
  const room = Math.max(Math.floor(columns / 2), columns - (label.length + 1) * scale);
  const valueCell = wide(Math.min(value.length * scale + 1, room), right(value, drawn));
  return cells({ ...left(label, drawn), hang: 2 }, { ...valueCell, vertical: 'bottom' });
}

/** A section's title over a rule. */
export const section = (title: string): readonly Row[] => [blank, cells(left(title, { bold: true })), rule];

export const written = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => text.trim() !== '');

const nonBreaking = (text: string): string => text.replace(/ /gu, '\u00a0');
