import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import {
  type DatasetManifest,
  datasetManifest,
  exchangePath,
  PART_ROWS,
  type PartName,
  type PartRow,
} from '@encaisse/contracts';
import { untilAnswered } from './api.js';

/** An article as head office publishes it, read from head office itself: the till's answers are checked against it. */
export interface PricedArticle {
  readonly barcode: string;
  readonly label: string;
  readonly priceCents: number;
  readonly vatBasisPoints: number;
}
export interface Tender {
  readonly tenderCode: string;
  readonly kind: 'CASH' | 'CARD' | 'CHEQUE' | 'VOUCHER';
}
/** What this chain weighs or labels itself: sold under a label with a price or a weight, or a code that is typed. */
export interface CounterArticle {
  readonly barcodes: readonly string[];
  readonly label: string;
  readonly unit: 'PIECE' | 'KILOGRAM';
  readonly priceCents: number;
  readonly vatBasisPoints: number;
}
export interface PriceList {
  readonly articles: readonly PricedArticle[];
  /** None where head office has nothing that is weighed. */
  readonly counter: readonly CounterArticle[];
  readonly tenders: readonly Tender[];
  /** How many articles head office has in all. */
  readonly articleCount: number;
}

/** How many articles the demo's shoppers choose from. */
const SHELF_SIZE = 600;

/** Reads a shelf's worth of articles for one register, spread over the whole dataset; no part is held in memory. */
export async function readPriceList(
  headOffice: { readonly url: string; readonly apiKey: string },
  storeCode: string,
  registerNumber: number,
): Promise<PriceList> {
  const get = async (path: string): Promise<Response> => {
    const response = await untilAnswered(`${headOffice.url}${path}`, {
      headers: { authorization: `Bearer ${headOffice.apiKey}` },
    });
    if (!response.ok) throw new Error(`head office answered ${response.status} to ${path}`);
    return response;
  };
  const manifestPath = exchangePath('readDatasetManifest', { storeCode, registerNumber });
  const manifest = datasetManifest.parse(await (await get(manifestPath)).json());
  const rows = <N extends PartName>(name: N): AsyncGenerator<PartRow<N>> =>
    partRows(name, get(exchangePath('readPart', { name, sha256: sha256Of(manifest, name) })));

  const { shelf, counter } = await chooseBarcodes(rows('barcodes'), rowsOf(manifest, 'barcodes'));
  const codes = new Set([...shelf.values(), ...counter.keys()]);
  const vatRates = new Map<string, number>();
  for await (const [vatCode, basisPoints] of rows('vatRates')) vatRates.set(vatCode, basisPoints);
  const labels = new Map<string, { label: string; vatCode: string; unit: 'PIECE' | 'KILOGRAM' }>();
  for await (const [code, label, vatCode, unit] of rows('articles'))
    if (codes.has(code)) labels.set(code, { label, vatCode, unit });
  const prices = new Map<string, number>();
  for await (const [code, cents] of rows('prices')) if (codes.has(code)) prices.set(code, cents);
  for await (const [code, cents] of rows('priceExceptions')) if (codes.has(code)) prices.set(code, cents);
  const tenders: Tender[] = [];
  for await (const [tenderCode, kind] of rows('tenders')) tenders.push({ tenderCode, kind });

  const priced = (code: string) => {
    const { label, vatCode, unit } = labels.get(code) ?? {};
    const priceCents = prices.get(code);
    const vatBasisPoints = vatCode === undefined ? undefined : vatRates.get(vatCode);
    if (label === undefined || unit === undefined || !priceCents || vatBasisPoints === undefined) return [];
    return [{ label, unit, priceCents, vatBasisPoints }];
  };
  const articles = [...shelf].flatMap(([barcode, code]) =>
    priced(code)
      .filter(({ unit }) => unit === 'PIECE')
      .map((article) => ({ ...article, barcode })),
  );
  const counterArticles = [...counter].flatMap(([code, barcodes]) =>
    priced(code).map((article) => ({ ...article, barcodes })),
  );
  return { articles, counter: counterArticles, tenders, articleCount: rowsOf(manifest, 'articles') };
}

const partOf = (manifest: DatasetManifest, name: PartName) => {
  const part = manifest.parts.find((candidate) => candidate.name === name);
  if (!part) throw new Error(`head office's dataset has no part ${name}`);
  return part;
};
const sha256Of = (manifest: DatasetManifest, name: PartName): string => partOf(manifest, name).sha256;
const rowsOf = (manifest: DatasetManifest, name: PartName): number => partOf(manifest, name).rows;

async function* partRows<N extends PartName>(name: N, answer: Promise<Response>): AsyncGenerator<PartRow<N>> {
  const { body } = await answer;
  if (body === null) return;
  const lines = createInterface({ input: Readable.fromWeb(body as ReadableStream), crlfDelay: Infinity });
  for await (const line of lines) {
    const row = PART_ROWS[name].safeParse(JSON.parse(line));
    // A bad row is the importer's business, which sets it aside; nobody takes such an article from the shelf.
    if (row.success) yield row.data as PartRow<N>;
  }
}

/** Labels of the chain's own, and the codes that are typed for what has no barcode. */
const AT_THE_COUNTER = /^(?:(?:02|2[0-9])[0-9]{11}|2[0-9]{7}|[0-9]{4,5})$/u;

/**
 * The shelf: barcode → article code, evenly spread, only those whose check digit a scanner would accept. Beside it what is
 * sold at the counter: article code → its barcodes.
 */
async function chooseBarcodes(
  rows: AsyncIterable<PartRow<'barcodes'>>,
  total: number,
): Promise<{ shelf: ReadonlyMap<string, string>; counter: ReadonlyMap<string, string[]> }> {
  const step = Math.max(1, Math.floor(total / SHELF_SIZE));
  const shelf = new Map<string, string>();
  const counter = new Map<string, string[]>();
  let position = 0;
  for await (const [barcode, code] of rows) {
    if (AT_THE_COUNTER.test(barcode)) counter.set(code, [...(counter.get(code) ?? []), barcode]);
    else if (position % step === 0 && hasGoodCheckDigit(barcode)) shelf.set(barcode, code);
    position += 1;
  }
  return { shelf, counter };
}

/** GS1 check digit of EAN-8, UPC-A, EAN-13 and ITF-14: weights 3 and 1 from the right. */
export function hasGoodCheckDigit(barcode: string): boolean {
  if (![8, 12, 13, 14].includes(barcode.length)) return false;
  const digits = [...barcode].map(Number).reverse();
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** The digits with their check digit behind them. */
export function withCheckDigit(digits: string): string {
  const last = [...'0123456789'].find((digit) => hasGoodCheckDigit(`${digits}${digit}`));
  if (last === undefined) throw new Error(`${digits} is not a barcode without its check digit`);
  return `${digits}${last}`;
}
