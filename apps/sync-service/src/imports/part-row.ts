import { PART_ROWS, PARTS, type PartName, type RejectReason } from '@encaisse/contracts';
import { type EmbeddedKind, hasWrongCheckDigit, isReadableRule } from '@encaisse/register-domain';
import { PART_TABLES } from './part-tables.js';

/** What a column takes: arrays go in as JSON text. */
export type SqlValue = string | number;

export type RowVerdict =
  | Readonly<{ ok: true; values: SqlValue[] }>
  | Readonly<{ ok: false; reason: RejectReason; detail: string | null }>;

/** 100 000 €: above it a price is a decimal point gone astray. */
export const PRICE_CENTS_MAX = 10_000_000;

/** Judges one line by itself. What it refers to is checked once all parts are there. */
export function readRow(name: PartName, line: string): RowVerdict {
  const row = jsonOf(line);
  if (row === undefined) return rejected('NOT_JSON');
  const parsed = PART_ROWS[name].safeParse(row);
  if (!parsed.success) return rejected('SHAPE', shapeOf(name, parsed.error.issues[0]));
  const values = parsed.data.map((value) => (typeof value === 'object' ? JSON.stringify(value) : value));
  const padded = PART_TABLES[name].codes.find(
    (index) => String(values[index]) !== String(values[index]).trim(),
  );
  if (padded !== undefined) return rejected('SPACES_AROUND_CODE', PARTS[name].columns[padded]);
  const reason = REASONS[name]?.(values);
  return reason === undefined ? { ok: true, values } : rejected(reason);
}

const priceReason = ([, priceCents]: SqlValue[]): RejectReason | undefined =>
  Number(priceCents) > PRICE_CENTS_MAX ? 'PRICE_RANGE' : undefined;

const ruleReason = ([prefix, kind, itemDigits, verifierDigits, valueDigits, valueDecimals]: SqlValue[]) =>
  isReadableRule({
    prefix: String(prefix),
    kind: kind as EmbeddedKind,
    itemDigits: Number(itemDigits),
    verifierDigits: Number(verifierDigits),
    valueDigits: Number(valueDigits),
    valueDecimals: Number(valueDecimals),
  })
    ? undefined
    : 'RULE_UNREADABLE';

/** What is wrong with a row whose shape is right. */
const REASONS: Partial<Record<PartName, (values: SqlValue[]) => RejectReason | undefined>> = {
  barcodes: ([barcode]) => (hasWrongCheckDigit(String(barcode)) ? 'CHECK_DIGIT' : undefined),
  barcodeRules: ruleReason,
  prices: priceReason,
  priceExceptions: priceReason,
};

const rejected = (reason: RejectReason, detail: string | null = null): RowVerdict => ({
  ok: false,
  reason,
  detail,
});

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function shapeOf(name: PartName, issue: { path: PropertyKey[]; message: string } | undefined): string | null {
  if (!issue) return null;
  const [index] = issue.path;
  const column = typeof index === 'number' ? PARTS[name].columns[index] : undefined;
  return column === undefined ? issue.message : `${column}: ${issue.message}`;
}
