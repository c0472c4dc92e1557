import type {
  PrintedDenominations,
  PrintedSoftware,
  PrintedStore,
  PrintedVatRate,
} from '@encaisse/contracts';
import { amount, euros, number, rate } from './french.js';
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

/**
 * Rate, net, tax and gross in four aligned columns, with the total when there are several rates. Amounts too wide to stand side
 * by side stand one below the other instead: an amount is never broken.
 */
export function vatTable(vatRates: readonly PrintedVatRate[], columns: number): readonly Row[] {
  if (vatRates.length === 0) return [];
  const total = (part: VatPart) => vatRates.reduce((sum, vat) => sum + vat[part], 0);
  const rows = vatRates.map((vat) => ({
    head: `${vat.letter}\u00a0\u00a0${rate(vat.vatBasisPoints)}`,
    amounts: VAT_PARTS.map((part) => amount(vat[part])),
    style: {},
  }));
  const totalRow = {
    head: 'Total',
    amounts: VAT_PARTS.map((part) => amount(total(part))),
    style: { bold: true },
  };
  const table = vatRates.length < 2 ? rows : [...rows, totalRow];
  const widest = widestOf(table.flatMap(({ amounts }) => amounts));
  const isWide = VAT_HEAD_COLUMNS + VAT_PARTS.length * (widest + 1) > columns;
  if (isWide) return table.flatMap((row) => stackedVatRows(row, columns));
  return [vatRow({ head: 'TVA', amounts: VAT_TITLES, style: { bold: true } }), ...table.map(vatRow)];
}

type VatPart = 'htCents' | 'vatCents' | 'ttcCents';
const VAT_PARTS: readonly VatPart[] = ['htCents', 'vatCents', 'ttcCents'];
const VAT_TITLES: readonly string[] = ['HT', 'TVA', 'TTC'];
const VAT_HEAD_COLUMNS = 9;

interface VatRow {
  readonly head: string;
  readonly amounts: readonly string[];
  readonly style: TextStyle;
}
const vatRow = ({ head, amounts, style }: VatRow): Row =>
  cells(wide(VAT_HEAD_COLUMNS, left(head, style)), ...amounts.map((text) => right(text, style)));

const stackedVatRows = ({ head, amounts, style }: VatRow, columns: number): readonly Row[] => [
  cells(left(`TVA\u00a0${head}`, { bold: true })),
  ...amounts.map((text, index) => line(`\u00a0\u00a0${VAT_TITLES[index]}`, text, columns, style)),
];

/** Columns of the longest of these texts. */
export const widestOf = (texts: readonly string[]): number =>
  Math.max(0, ...texts.map(({ length }) => length));

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

/** Counted notes and coins, one line for each, apart from what stands above; none when they were not told. */
export const denominationRows = (counted: PrintedDenominations, columns: number): readonly Row[] =>
  counted.length === 0
    ? []
    : [
        blank,
        ...counted.map(({ valueCents, count }) =>
          line(
            `\u00a0\u00a0${number(count)}\u00a0×\u00a0${euros(valueCents)}`,
            amount(count * valueCents),
            columns,
          ),
        ),
      ];

/** A section's title over a rule. */
export const section = (title: string): readonly Row[] => [blank, cells(left(title, { bold: true })), rule];

export const written = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => text.trim() !== '');

const nonBreaking = (text: string): string => text.replace(/ /gu, '\u00a0');
