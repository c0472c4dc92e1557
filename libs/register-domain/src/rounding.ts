import { type Cents, toCents } from './money.js';

/** For the docs page, and the definition of the division below. */
export const ROUNDING_RULE =
  'To the nearest cent; a half cent goes up in absolute value, so that a refund is exactly the opposite of its sale.';

/**
 * `amount × numerator ÷ denominator` in cents, rounded by `ROUNDING_RULE`. The product is made in whole numbers
 * without limit, so no digit is lost on the way.
 * @throws RangeError when an argument is no safe integer, the denominator is not positive, or the result is not safe.
 */
export function scaleCents(amount: Cents, numerator: number, denominator: number): Cents {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError(`not a ratio of whole numbers: ${numerator}/${denominator}`);
  }
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = ((product < 0n ? -product : product) * 2n + divisor) / (divisor * 2n);
  return toCents(Number(product < 0n ? -magnitude : magnitude));
}
