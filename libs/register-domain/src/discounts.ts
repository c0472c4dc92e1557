import { refusal } from './decision.js';
import { addCents, type Cents, NO_CENTS, subtractCents, sumCents, toCents } from './money.js';
import type { RegisterRefusal } from './refusals.js';
import { scaleCents } from './rounding.js';

/** For the docs page, and the definition of the sums below. */
export const DISCOUNT_FORMULAS = {
  percent: 'discount of r basis points = amount × r ÷ 10000, rounded',
  shares:
    'the ticket’s discount is shared over what is sold, in proportion to its amounts after their own discounts, rounded down; the cents that are left go to the largest remainders, the first line first',
} as const;

/** A discount as it is asked for: basis points (1000 is 10 %) or a positive amount. */
export type Discount = Readonly<{ basisPoints: number } | { amountCents: Cents }>;

/** What a discount is taken from. Lines that give something back have none of the ticket’s: theirs is that of the sale. */
export type Discountable = Readonly<{
  grossCents: Cents;
  discountCents: Cents;
  ticketDiscountCents: Cents;
  isReturn: boolean;
}>;
export type Discounted<L extends Discountable> = L & Readonly<{ ttcCents: Cents }>;

type Result<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; refusal: RegisterRefusal }>;

/** What a discount takes off an amount of 0 or more: never more than the amount. Refuses with DISCOUNT_TOO_LARGE. */
export function discountOf(amountCents: Cents, asked: Discount): Result<Cents> {
  const discountCents =
    'basisPoints' in asked ? scaleCents(amountCents, asked.basisPoints, 10_000) : asked.amountCents;
  if (discountCents > amountCents) {
    return { ok: false, refusal: refusal('DISCOUNT_TOO_LARGE', { discountCents, amountCents }) };
  }
  return { ok: true, value: discountCents };
}

/**
 * Shares `discountCents` out in proportion to amounts of 0 or more, of which it is at most the sum. The shares sum to it
 * exactly, and none is larger than its amount. @throws RangeError when it is larger than all of them.
 */
export function shareOut(discountCents: Cents, amounts: readonly Cents[]): readonly Cents[] {
  const whole = BigInt(sumCents(amounts));
  const discount = BigInt(discountCents);
  if (discount < 0n || discount > whole) throw new RangeError(`cannot share ${discountCents} over ${whole}`);
  if (whole === 0n) return amounts;
  const exact = amounts.map((amount, index) => {
    const product = BigInt(amount) * discount;
    return { index, share: toCents(Number(product / whole)), remainder: product % whole };
  });
  const left = Number(discount) - sumCents(exact.map(({ share }) => share));
  const more = new Set(
    exact
      .toSorted((a, b) =>
        a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
      )
      .slice(0, left)
      .map(({ index }) => index),
  );
  return exact.map(({ index, share }) => (more.has(index) ? addCents(share, toCents(1)) : share));
}

/**
 * The lines of a ticket with its discount shared over those that sell something; null takes it away. Once nothing is
 * sold there is nothing to take it from. Refuses with DISCOUNT_TOO_LARGE.
 */
export function discountLines<L extends Discountable>(
  lines: readonly L[],
  asked: Discount | null,
): Result<readonly Discounted<L>[]> {
  const amountOf = (line: L): Cents =>
    line.isReturn ? NO_CENTS : subtractCents(line.grossCents, line.discountCents);
  const amounts = lines.map(amountOf);
  const isSale = lines.some(({ isReturn }) => !isReturn);
  const discount: Result<Cents> =
    asked === null || !isSale ? { ok: true, value: NO_CENTS } : discountOf(sumCents(amounts), asked);
  if (!discount.ok) return discount;
  const shares = shareOut(discount.value, amounts);
  const value = lines.map((line, index) => {
    const ticketDiscountCents = line.isReturn ? line.ticketDiscountCents : (shares[index] ?? NO_CENTS);
    const discounts = addCents(line.discountCents, ticketDiscountCents);
    return { ...line, ticketDiscountCents, ttcCents: subtractCents(line.grossCents, discounts) };
  });
  return { ok: true, value };
}
