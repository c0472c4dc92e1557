declare const cents: unique symbol;

/** Euro cents. Always a safe integer, of either sign; made by `toCents` and by the sums below, and nowhere else. */
export type Cents = number & { readonly [cents]: true };

/** @throws RangeError when `amount` is not a whole number that a double holds exactly. */
export function toCents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a safe whole number of cents: ${amount}`);
  // -0 is an integer too, and JSON, SQL and `Object.is` do not agree about it.
  return (amount === 0 ? 0 : amount) as Cents;
}

export const NO_CENTS: Cents = toCents(0);

/** @throws RangeError when the sum leaves the safe integers. */
export const addCents = (a: Cents, b: Cents): Cents => toCents(a + b);

/** @throws RangeError when the difference leaves the safe integers. */
export const subtractCents = (a: Cents, b: Cents): Cents => toCents(a - b);

/** @throws RangeError when any partial sum leaves the safe integers. */
export const sumCents = (amounts: Iterable<Cents>): Cents => {
  let sum = NO_CENTS;
  for (const amount of amounts) sum = addCents(sum, amount);
  return sum;
};
