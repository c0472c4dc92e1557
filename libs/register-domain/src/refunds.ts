import { refusal } from './decision.js';
import { addCents, type Cents, NO_CENTS, subtractCents } from './money.js';
import type { RegisterRefusal } from './refusals.js';
import { scaleCents } from './rounding.js';

/** For the docs page, and the definition of the sums below. */
export const REFUND_FORMULA =
  'given back of a sold line after q of its quantity Q = amount × q ÷ Q, rounded, so that parts given back one after the other sum to the sale';

/** What a line comes to: `gross − discount − ticketDiscount = ttc`, all of them of the quantity’s sign. */
export type LineAmounts = Readonly<{
  grossCents: Cents;
  discountCents: Cents;
  ticketDiscountCents: Cents;
  ttcCents: Cents;
}>;

/** A line as it was sold, its quantity positive. */
export type SoldLine = LineAmounts & Readonly<{ lineId: string; quantityThousandths: number }>;

/** How far a sold line has been given back: a quantity between nothing and what was sold, and its cents. */
export type GivenBack = Readonly<{ quantityThousandths: number; ttcCents: Cents }>;
export const NOTHING_GIVEN_BACK: GivenBack = { quantityThousandths: 0, ttcCents: NO_CENTS };

/** A negative line, and how far the sold one has been given back with it. */
export type RefundedLine = LineAmounts & Readonly<{ quantityThousandths: number; after: GivenBack }>;
export type RefundResult =
  | Readonly<{ ok: true; line: RefundedLine }>
  | Readonly<{ ok: false; refusal: RegisterRefusal }>;

/**
 * Gives back `quantityThousandths` more of a sold line of which `before` has been given back already. Each amount is the
 * difference of two points of one rising line from nothing to what was sold: no order of parts brings a cent more or less.
 * Refuses with REFUND_EXCEEDS_SALE. @throws RangeError on a quantity that is not a positive whole number.
 */
export function refundOf(sold: SoldLine, before: GivenBack, quantityThousandths: number): RefundResult {
  if (!Number.isSafeInteger(quantityThousandths) || quantityThousandths <= 0) {
    throw new RangeError(`not a quantity to give back: ${quantityThousandths}`);
  }
  const remainingThousandths = sold.quantityThousandths - before.quantityThousandths;
  if (quantityThousandths > remainingThousandths) {
    const facts = { originLineId: sold.lineId, askedThousandths: quantityThousandths, remainingThousandths };
    return { ok: false, refusal: refusal('REFUND_EXCEEDS_SALE', facts) };
  }
  const reached = before.quantityThousandths + quantityThousandths;
  const [from, to] = [backUpTo(sold, before.quantityThousandths), backUpTo(sold, reached)];
  const line: RefundedLine = {
    quantityThousandths: -quantityThousandths,
    grossCents: subtractCents(from.grossCents, to.grossCents),
    discountCents: subtractCents(from.discountCents, to.discountCents),
    ticketDiscountCents: subtractCents(from.ticketDiscountCents, to.ticketDiscountCents),
    ttcCents: subtractCents(from.ttcCents, to.ttcCents),
    after: { quantityThousandths: reached, ttcCents: to.ttcCents },
  };
  return { ok: true, line };
}

/** What a sold line still has to give: both nothing once all of it went back. */
export const stillRefundable = (sold: SoldLine, given: GivenBack): GivenBack => ({
  quantityThousandths: sold.quantityThousandths - given.quantityThousandths,
  ttcCents: subtractCents(sold.ttcCents, given.ttcCents),
});

/** The gross is the sum of its parts, so that each of them rises with the quantity and none ever turns its sign. */
function backUpTo(sold: SoldLine, quantityThousandths: number): LineAmounts {
  const part = (amount: Cents): Cents => scaleCents(amount, quantityThousandths, sold.quantityThousandths);
  const ttcCents = part(sold.ttcCents);
  const discountCents = part(sold.discountCents);
  const ticketDiscountCents = part(sold.ticketDiscountCents);
  const grossCents = addCents(ttcCents, addCents(discountCents, ticketDiscountCents));
  return { grossCents, discountCents, ticketDiscountCents, ttcCents };
}
