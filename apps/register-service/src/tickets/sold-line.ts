import type { SqlReader } from '@encaisse/catalogue';
import { done, type Outcome, refused } from '@encaisse/contracts';
import { measuredSale } from '@encaisse/register-domain';
import { scanned } from '../catalogue/scanned.js';
import { asListed, type LineColumns } from './line.columns.js';

/** What was scanned, and how much of it was asked for where the label does not say. */
export interface Scan {
  readonly lineId: string;
  readonly barcode: string;
  readonly quantityThousandths?: number | undefined;
}

/** The line of an article sold at its listed price: label, price and VAT rate are copied from the dataset. */
export async function soldLine(
  sql: SqlReader,
  datasetId: number,
  { lineId, barcode: text, quantityThousandths: asked }: Scan,
): Promise<Outcome<LineColumns>> {
  const answer = await scanned(sql, datasetId, text);
  if (!answer.ok) return answer;
  const { article, barcode, ...label } = answer.value;
  const measured = measuredSale(article, label, asked ?? null);
  const { articleCode, unit: soldBy } = article;
  if (!measured.ok) {
    return refused('QUANTITY_INVALID', { problem: measured.problem, articleCode, unit: soldBy });
  }
  const { quantityThousandths, unitPriceCents, grossCents, fromBarcode } = measured.sale;
  return done({
    lineId,
    barcode,
    articleCode,
    label: article.label,
    unit: soldBy,
    quantityThousandths,
    vatBasisPoints: article.vatBasisPoints,
    ...asListed({ listPriceCents: unitPriceCents, grossCents }),
    grossFrom: fromBarcode ? 'BARCODE' : 'PRICE',
  });
}
