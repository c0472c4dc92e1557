import { type Cents, toCents } from '../money.js';
import { scaleCents } from '../rounding.js';
import type { ArticleUnit } from '../units.js';

/** What is put on a ticket when an article is scanned: how much of it, at what price, and what that comes to. */
export interface MeasuredSale {
  readonly quantityThousandths: number;
  /** Of a piece or a kilogram. */
  readonly unitPriceCents: Cents;
  readonly grossCents: Cents;
  /** Whether the amount is the one that the barcode holds, to the cent, rather than price × quantity. */
  readonly fromBarcode: boolean;
}

export type QuantityProblem =
  /** A kilogram's article, and neither the scale nor the cashier says how much. */
  | 'WEIGHT_MISSING'
  /** Pieces are whole. */
  | 'NOT_WHOLE'
  /** The label says how much; two labels are scanned twice. */
  | 'LABEL_SAYS';

const ONE = 1_000;

/**
 * What a scan sells. A price on the label stands as it is; of an article by the kilogram it also gives the weight, which is
 * the price divided by that of a kilogram, to the nearest gram. A piece's weight is of no account.
 */
export function measuredSale(
  article: { readonly unit: ArticleUnit; readonly unitPriceCents: number },
  label: { readonly priceCents: number | null; readonly weightThousandths: number | null },
  askedThousandths: number | null,
): Readonly<{ ok: true; sale: MeasuredSale }> | Readonly<{ ok: false; problem: QuantityProblem }> {
  const unitPriceCents = toCents(article.unitPriceCents);
  const isWeighed = article.unit === 'KILOGRAM';
  const weightThousandths = isWeighed ? label.weightThousandths : null;
  if (label.priceCents !== null || weightThousandths !== null) {
    if (askedThousandths !== null && askedThousandths !== ONE) return { ok: false, problem: 'LABEL_SAYS' };
  }
  if (label.priceCents !== null) {
    const grossCents = toCents(label.priceCents);
    const labelled = isWeighed
      ? { unitPriceCents, quantityThousandths: weightThousandths ?? weightFor(grossCents, unitPriceCents) }
      : { unitPriceCents: grossCents, quantityThousandths: ONE };
    return { ok: true, sale: { ...labelled, grossCents, fromBarcode: true } };
  }
  const quantityThousandths = weightThousandths ?? askedThousandths ?? (isWeighed ? null : ONE);
  if (quantityThousandths === null) return { ok: false, problem: 'WEIGHT_MISSING' };
  if (!isWeighed && quantityThousandths % ONE !== 0) return { ok: false, problem: 'NOT_WHOLE' };
  const grossCents = scaleCents(unitPriceCents, quantityThousandths, ONE);
  return { ok: true, sale: { quantityThousandths, unitPriceCents, grossCents, fromBarcode: false } };
}

/** At least a gram; a kilogram where a price of zero leaves nothing to divide by. */
function weightFor(priceCents: Cents, kilogramCents: Cents): number {
  return kilogramCents === 0 ? ONE : Math.max(1, scaleCents(toCents(ONE), priceCents, kilogramCents));
}
