import { formsOfBarcode, readLabel, readScan, type ScanProblem } from '@encaisse/register-domain';
import { type ArticleForSale, articleByBarcode } from './articles.js';
import { barcodeRules } from './barcode-rules.js';
import type { SqlReader } from './sql-reader.js';

/** An article that was found by what was scanned, and what the code itself says of it. */
export interface ScannedArticle {
  readonly article: ArticleForSale;
  /** The digits that name it on a ticket: those of the dataset, or of the chain's own label with its value. */
  readonly barcode: string;
  readonly priceCents: number | null;
  readonly weightThousandths: number | null;
}

export type ScanAnswer =
  | Readonly<{ kind: 'FOUND'; found: ScannedArticle }>
  | Readonly<{ kind: 'UNKNOWN'; barcode: string }>
  | Readonly<{ kind: 'INVALID'; problem: ScanProblem | 'CHECK_DIGIT' | 'VERIFIER_DIGIT' }>;

/**
 * The article of what a scanner sent, as the dataset has it. A barcode that the dataset names is that article, whatever
 * its prefix; only what it does not name is read by the rules for the chain's own labels.
 */
export async function articleByScan(sql: SqlReader, datasetId: number, text: string): Promise<ScanAnswer> {
  const reading = readScan(text);
  if (!reading.ok) return { kind: 'INVALID', problem: reading.problem };
  const { barcode: scanned, isMisread, ...measure } = reading.scan;
  // One by one: nearly every scan is found under its first form, by whole keys.
  for (const barcode of formsOfBarcode(scanned)) {
    const article = await articleByBarcode(sql, datasetId, barcode);
    if (article !== null) return { kind: 'FOUND', found: { article, barcode, ...measure } };
  }
  // What the dataset names is sold: a check digit only tells what was misread from what nobody knows.
  if (isMisread) return { kind: 'INVALID', problem: 'CHECK_DIGIT' };
  const ean13 = formsOfBarcode(scanned).find((form) => /^(?:02|2)[0-9]*$/u.test(form) && form.length === 13);
  if (ean13 === undefined) return { kind: 'UNKNOWN', barcode: scanned };
  const label = readLabel(ean13, await barcodeRules(sql, datasetId));
  if (label.kind === 'WRONG_VERIFIER') return { kind: 'INVALID', problem: 'VERIFIER_DIGIT' };
  if (label.kind === 'PLAIN') return { kind: 'UNKNOWN', barcode: scanned };
  const { itemBarcode, priceCents, weightThousandths } = label.value;
  const article = await articleByBarcode(sql, datasetId, itemBarcode);
  if (article === null) return { kind: 'UNKNOWN', barcode: ean13 };
  return { kind: 'FOUND', found: { article, barcode: ean13, priceCents, weightThousandths } };
}
