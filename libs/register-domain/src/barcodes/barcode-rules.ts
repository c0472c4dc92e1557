import { hasWrongCheckDigit, withCheckDigit } from './gtin.js';

export const EMBEDDED_KINDS = ['PRICE', 'WEIGHT'] as const;
export type EmbeddedKind = (typeof EMBEDDED_KINDS)[number];

/** Digits of an EAN-13 before its check digit. */
const DIGITS = 12;

/**
 * How a scale or a cheese counter writes a label of its own: an EAN-13 made of prefix, item, perhaps a digit that verifies
 * the value, the value and the check digit (GS1 General Specifications §2.1.12: prefixes 02 and 20 to 29 are each chain's).
 */
export interface BarcodeRule {
  readonly prefix: string;
  readonly kind: EmbeddedKind;
  readonly itemDigits: number;
  /** 1 when a digit between item and value verifies the value (§7.9.2 to §7.9.4), 0 when none does. */
  readonly verifierDigits: number;
  readonly valueDigits: number;
  /** Where the decimal point stands: 2 makes 00395 a price of 3,95 €, 3 makes 00325 a weight of 0,325 kg. */
  readonly valueDecimals: number;
}

/** Whether a rule can be read by: its digits make up an EAN-13, and its value has no part below a cent or a gram. */
export function isReadableRule(rule: BarcodeRule): boolean {
  const { prefix, kind, itemDigits, verifierDigits, valueDigits, valueDecimals } = rule;
  const canVerify = verifierDigits === 0 || valueDigits === 4 || valueDigits === 5;
  const fits = prefix.length + itemDigits + verifierDigits + valueDigits === DIGITS;
  return fits && canVerify && valueDecimals <= Math.min(valueDigits, kind === 'PRICE' ? 2 : 3);
}

/** What a label says of itself. */
export interface EmbeddedValue {
  /** The barcode under which a dataset has the article: the label's own with nothing but zeros for a value. */
  readonly itemBarcode: string;
  /** Cents; null when the label gives a weight. */
  readonly priceCents: number | null;
  /** Thousandths of a kilogram; null when the label gives a price. */
  readonly weightThousandths: number | null;
}

export type LabelReading =
  | Readonly<{ kind: 'EMBEDDED'; value: EmbeddedValue }>
  /** No rule is about this barcode, or the label has no value on it: a barcode like any other. */
  | Readonly<{ kind: 'PLAIN' }>
  | Readonly<{ kind: 'WRONG_VERIFIER' }>;

/** Reads an EAN-13 by the rule with the longest prefix that fits. */
export function readLabel(ean13: string, rules: readonly BarcodeRule[]): LabelReading {
  if (!/^[0-9]{13}$/u.test(ean13) || hasWrongCheckDigit(ean13)) return { kind: 'PLAIN' };
  const [rule] = rules
    .filter(({ prefix }) => ean13.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  if (rule === undefined || !isReadableRule(rule)) return { kind: 'PLAIN' };
  const itemEnd = rule.prefix.length + rule.itemDigits;
  const value = ean13.slice(itemEnd + rule.verifierDigits, DIGITS);
  if (!/[1-9]/u.test(value)) return { kind: 'PLAIN' };
  if (rule.verifierDigits === 1 && Number(ean13[itemEnd]) !== verifierDigitOf(value)) {
    return { kind: 'WRONG_VERIFIER' };
  }
  return {
    kind: 'EMBEDDED',
    value: { itemBarcode: itemBarcodeOf(ean13.slice(0, itemEnd)), ...embeddedOf(rule, value) },
  };
}

/** The barcode of an article whose labels begin with these digits. */
export const itemBarcodeOf = (prefixAndItem: string): string =>
  withCheckDigit(prefixAndItem.padEnd(DIGITS, '0'));

/** The label that a scale prints. @throws RangeError when the value does not fit the rule. */
export function labelOf(rule: BarcodeRule, item: string, value: number): string {
  const digits = String(value).padStart(rule.valueDigits, '0');
  if (!isReadableRule(rule) || item.length !== rule.itemDigits || digits.length !== rule.valueDigits) {
    throw new RangeError(`no label under ${rule.prefix} for item ${item} and value ${value}`);
  }
  const verifier = rule.verifierDigits === 1 ? String(verifierDigitOf(digits)) : '';
  return withCheckDigit(`${rule.prefix}${item}${verifier}${digits}`);
}

function embeddedOf(
  { kind, valueDecimals }: BarcodeRule,
  digits: string,
): Omit<EmbeddedValue, 'itemBarcode'> {
  return kind === 'PRICE'
    ? { priceCents: Number(digits) * 10 ** (2 - valueDecimals), weightThousandths: null }
    : { priceCents: null, weightThousandths: Number(digits) * 10 ** (3 - valueDecimals) };
}

// §7.9.2: each digit times its weight; of a product of two digits the tens are subtracted from the units, or added.
const TWO_MINUS = [0, 2, 4, 6, 8, 9, 1, 3, 5, 7];
const THREE = [0, 3, 6, 9, 2, 5, 8, 1, 4, 7];
const FIVE_PLUS = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9];
const FIVE_MINUS = [0, 5, 9, 4, 8, 3, 7, 2, 6, 1];

/** The digit that verifies a price or weight of four (§7.9.3) or five digits (§7.9.4). */
export function verifierDigitOf(value: string): number {
  const weighted = (weights: readonly (readonly number[])[]): number =>
    weights.reduce((sum, weight, index) => sum + (weight[Number(value[index])] ?? 0), 0);
  if (value.length === 4) return (3 * weighted([TWO_MINUS, TWO_MINUS, THREE, FIVE_MINUS])) % 10;
  if (value.length !== 5) throw new RangeError(`a value of ${value.length} digits has no verifier digit`);
  const missing = -weighted([FIVE_PLUS, TWO_MINUS, FIVE_MINUS, FIVE_PLUS, TWO_MINUS]) % 10;
  return FIVE_MINUS.indexOf((missing + 10) % 10);
}
