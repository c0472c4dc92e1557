import { digitalLinkElementsOf, isWebAddress } from './digital-link.js';
import { bracketedElementsOf, elementsOf, GROUP_SEPARATOR, type Gs1Element } from './gs1-elements.js';
import { hasWrongCheckDigit } from './gtin.js';

/** Longest text that a scanner may send: a QR code holds no more that is of use at a till. */
export const SCAN_LENGTH_MAX = 2_048;

/** What was scanned, before any dataset is asked. */
export interface Scan {
  readonly barcode: string;
  /** Its check digit does not fit: unless a dataset names it all the same, it was misread or mistyped. */
  readonly isMisread: boolean;
  /** Net weight that the code itself gives; null when it gives none. */
  readonly weightThousandths: number | null;
  /** Price of the whole that the code itself gives; null when it gives none. */
  readonly priceCents: number | null;
}

export const SCAN_PROBLEMS = ['NOT_A_BARCODE', 'NO_ARTICLE', 'MEASURE'] as const;
export type ScanProblem = (typeof SCAN_PROBLEMS)[number];
export type ScanReading = Readonly<{ ok: true; scan: Scan }> | Readonly<{ ok: false; problem: ScanProblem }>;

const unreadable = (problem: ScanProblem): ScanReading => ({ ok: false, problem });

/** What a scanner may put before the data: which symbology it read (ISO/IEC 15424). */
const SYMBOLOGY = /^\][A-Za-z][0-9]/u;
/** Those whose data are GS1 elements: GS1-128, GS1 DataMatrix, GS1 QR, GS1 DataBar. */
const GS1_SYMBOLOGIES = new Set([']C1', ']d2', ']Q3', ']e0']);

/**
 * Reads what a scanner sends or a hand types: a barcode in digits, GS1 elements, or a GS1 Digital Link. Whether an article
 * has that barcode, and what a label of the chain's own means, is for the dataset to say.
 */
export function readScan(text: string): ScanReading {
  const symbology = SYMBOLOGY.exec(text)?.[0] ?? '';
  const data = text.slice(symbology.length).trim();
  if (/^[0-9]{4,14}$/u.test(data) && !GS1_SYMBOLOGIES.has(symbology)) {
    return scanOf(data, null, null);
  }
  if (isWebAddress(data)) return ofElements(digitalLinkElementsOf(data));
  if (data.startsWith('(')) return ofElements(bracketedElementsOf(data));
  const elements = data.startsWith(GROUP_SEPARATOR) ? data.slice(1) : data;
  return ofElements(elementsOf(elements));
}

const scanOf = (
  barcode: string,
  weightThousandths: number | null,
  priceCents: number | null,
): ScanReading => ({
  ok: true,
  scan: { barcode, isMisread: hasWrongCheckDigit(barcode), weightThousandths, priceCents },
});

function ofElements(elements: readonly Gs1Element[] | null): ScanReading {
  if (elements === null) return unreadable('NOT_A_BARCODE');
  const gtins = new Set(elements.filter(({ identifier }) => identifier === '01').map(({ data }) => data));
  const [barcode] = gtins;
  if (barcode === undefined || gtins.size > 1) return unreadable('NO_ARTICLE');
  const weights = elements.flatMap(weightOf);
  const prices = elements.flatMap(priceOf);
  // One weight and one price at most, in whole grams and cents: what is more, or finer, is not for a till to choose.
  if (weights.length > 1 || prices.length > 1) return unreadable('MEASURE');
  const [weightThousandths = null] = weights;
  const [priceCents = null] = prices;
  const measures = [weightThousandths, priceCents].filter((value) => value !== null);
  if (measures.some((value) => !Number.isSafeInteger(value) || value <= 0)) return unreadable('MEASURE');
  return scanOf(barcode, weightThousandths, priceCents);
}

/** 310n: net weight in kilograms with n decimals. */
function weightOf({ identifier, data }: Gs1Element): number[] {
  if (!/^310[0-5]$/u.test(identifier)) return [];
  return [scaled(Number(data), 3 - Number(identifier[3]))];
}

/** 392n: price in the local currency with n decimals; 393n: the same after its currency, of which only euros count. */
function priceOf({ identifier, data }: Gs1Element): number[] {
  if (!/^39[23][0-3]$/u.test(identifier)) return [];
  const digits = identifier.startsWith('392') ? data : /^978([0-9]+)$/u.exec(data)?.[1];
  if (digits === undefined || !/^[0-9]{1,15}$/u.test(digits)) return [Number.NaN];
  return [scaled(Number(digits), 2 - Number(identifier[3]))];
}

/** NaN where digits would be lost: thousandths of a cent, tenths of a gram. */
function scaled(value: number, exponent: number): number {
  if (exponent >= 0) return value * 10 ** exponent;
  const divisor = 10 ** -exponent;
  return value % divisor === 0 ? value / divisor : Number.NaN;
}
