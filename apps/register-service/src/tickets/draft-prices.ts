import { done, type Outcome, refused } from '@encaisse/contracts';
import {
  type Cents,
  type Discount,
  discountOf,
  lineGross,
  reductionByPrice,
  toCents,
} from '@encaisse/register-domain';
import { type Draft, type DraftLine, fixedByPayments, notTooLarge, TICKET_CENTS_MAX } from './draft.js';
import type { DiscountColumns, LineColumns } from './line.columns.js';
import { isReturn, lentForLess, repriced } from './repricing.js';

/*
 * What a draft's lines come to: quantities, prices and discounts change nowhere else. Each function gives the draft as it would
 * become; who may is asked by the handlers, of the amount that comes out of it.
 */
const PIECE_THOUSANDTHS = 1000;

/** The quantity of a piece is whole; a weight has grams. */
export const notWhole = ({ unit, quantityThousandths }: Pick<LineColumns, 'unit' | 'quantityThousandths'>) =>
  unit === 'PIECE' && quantityThousandths % PIECE_THOUSANDTHS !== 0
    ? refused('QUANTITY_INVALID', { unit, quantityThousandths })
    : undefined;

/** What a lent right has taken off a line: it covers that much and no more. */
export const discountOfLine = ({ discountCents }: LineColumns): number => Math.abs(discountCents);
export const overrideOfLine = (line: LineColumns): number => Math.abs(reductionByPrice(line));
/** Another quantity of a line. */
export const withQuantity = (draft: Draft, lineId: string, quantityThousandths: number): Outcome<Draft> =>
  withChanged(draft, lineId, (line) => {
    const invalid = notWhole({ unit: line.unit, quantityThousandths });
    if (invalid) return invalid;
    const changed = recomputed({ ...line, quantityThousandths });
    if (!changed.ok) return changed;
    const { discountAuthorisedBy, priceAuthorisedBy } = line;
    const discount =
      discountAuthorisedBy !== null && lentForLess(discountOfLine(line), discountOfLine(changed.value));
    const price =
      priceAuthorisedBy !== null && lentForLess(overrideOfLine(line), overrideOfLine(changed.value));
    return discount || price || changed;
  });

export interface AskedPrice {
  /** Null goes back to the listed one. */
  readonly unitPriceCents: number | null;
  readonly reason: string | null;
  readonly authorisedBy: string | null;
}
export const withPrice = (
  draft: Draft,
  lineId: string,
  { unitPriceCents, reason, authorisedBy }: AskedPrice,
): Outcome<Draft> =>
  withChanged(draft, lineId, (line) =>
    recomputed({
      ...line,
      unitPriceCents: unitPriceCents ?? line.listPriceCents,
      priceReason: unitPriceCents === null ? null : reason,
      priceAuthorisedBy: unitPriceCents === null ? null : authorisedBy,
    }),
  );

export interface AskedDiscount {
  /** Null takes it away. */
  readonly discount: Discount | null;
  readonly authorisedBy: string | null;
}
export const withLineDiscount = (
  draft: Draft,
  lineId: string,
  { discount, authorisedBy }: AskedDiscount,
): Outcome<Draft> =>
  withChanged(
    draft,
    lineId,
    (line) => {
      const { discountBasisPoints } = columnsOf(discount, authorisedBy);
      const taken = discount === null ? done(0) : discountOn(line.grossCents, discount);
      if (!taken.ok) return taken;
      const discountAuthorisedBy = discount === null ? null : authorisedBy;
      return done({ ...line, discountCents: taken.value, discountBasisPoints, discountAuthorisedBy });
    },
    { labelled: true },
  );

export function withTicketDiscount(draft: Draft, { discount, authorisedBy }: AskedDiscount): Outcome<Draft> {
  const fixed = fixedByPayments(draft);
  if (fixed) return fixed;
  if (discount !== null && !draft.lines.some((line) => !isReturn(line))) return refused('TICKET_EMPTY', {});
  const asked = columnsOf(discount, discount === null ? null : authorisedBy);
  return repriced({ ...draft, discountAuthorisedBy: null }, { ...draft, ...asked });
}

function withChanged(
  draft: Draft,
  lineId: string,
  change: (line: DraftLine) => Outcome<DraftLine>,
  { labelled = false }: { readonly labelled?: boolean } = {},
): Outcome<Draft> {
  const line = draft.lines.find((candidate) => candidate.lineId === lineId);
  if (line === undefined) return refused('LINE_UNKNOWN', { lineId });
  const fixed = fixedByPayments(draft);
  if (fixed) return fixed;
  if (isReturn(line)) return refused('LINE_GIVES_BACK', { lineId });
  if (line.grossFrom === 'BARCODE' && !labelled) return refused('LINE_FROM_LABEL', { lineId });
  const changed = change(line);
  if (!changed.ok) return changed;
  const lines = draft.lines.map((one) => (one === line ? changed.value : one));
  const after = repriced(draft, { ...draft, lines });
  return after.ok ? notTooLarge(after.value) : after;
}

/** The line with its amount, and a discount in percent, of its price and quantity now. */
function recomputed(line: DraftLine): Outcome<DraftLine> {
  const grossCents = lineGross(toCents(line.unitPriceCents), line.quantityThousandths);
  if (grossCents > TICKET_CENTS_MAX) {
    return refused('AMOUNT_INVALID', { field: 'grossCents', amountCents: grossCents });
  }
  const { discountBasisPoints, discountCents } = line;
  const asked =
    discountBasisPoints === null
      ? { amountCents: toCents(discountCents) }
      : { basisPoints: discountBasisPoints };
  const taken = discountOn(grossCents, asked);
  return taken.ok ? done({ ...line, grossCents, discountCents: taken.value }) : taken;
}

function discountOn(amountCents: number, asked: Discount): Outcome<Cents> {
  const taken = discountOf(toCents(amountCents), asked);
  return taken.ok ? done(taken.value) : refused(taken.refusal.code, taken.refusal.facts);
}

const columnsOf = (discount: Discount | null, discountAuthorisedBy: string | null): DiscountColumns => ({
  discountBasisPoints: discount !== null && 'basisPoints' in discount ? discount.basisPoints : null,
  discountCents: discount !== null && 'amountCents' in discount ? discount.amountCents : null,
  discountAuthorisedBy,
});
