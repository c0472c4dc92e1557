/** A line of a ticket as the driver reckons it, from head office's prices. Amounts and quantity are negative on what is given back. */
export interface ReckonedLine {
  readonly vatBasisPoints: number;
  readonly quantityThousandths: number;
  readonly listPriceCents: number;
  readonly unitPriceCents: number;
  readonly isOverridden: boolean;
  readonly isReturn: boolean;
  /** Before discounts: price × quantity, or what the label says. */
  readonly grossCents: number;
  readonly discountCents: number;
  readonly ticketDiscountCents: number;
}
export type AskedDiscount = Readonly<{ basisPoints: number } | { amountCents: number }>;

/** What prices were lowered by: what is given back counts in none of it. */
export interface ReckonedReductions {
  readonly discountCount: number;
  readonly discountsCents: number;
  readonly overrideCount: number;
  readonly overridesCents: number;
}
export const NOTHING_OFF: ReckonedReductions = {
  discountCount: 0,
  discountsCents: 0,
  overrideCount: 0,
  overridesCents: 0,
};

/** `amount × numerator ÷ denominator` to the nearest cent, half a cent away from zero. */
export function partOf(amount: number, numerator: number, denominator: number): number {
  const magnitude = Math.floor((2 * Math.abs(amount) * numerator + denominator) / (2 * denominator));
  return amount < 0 ? -magnitude : magnitude;
}

export const ttcOf = ({ grossCents, discountCents, ticketDiscountCents }: ReckonedLine): number =>
  grossCents - discountCents - ticketDiscountCents;

export const amountOff = (amountCents: number, asked: AskedDiscount): number =>
  'basisPoints' in asked ? partOf(amountCents, asked.basisPoints, 10_000) : asked.amountCents;

/** VAT of one ticket at one rate, out of what it comes to with all taxes. */
export const vatOf = (ttcCents: number, basisPoints: number): number =>
  partOf(ttcCents, basisPoints, 10_000 + basisPoints);

/** The ticket's discount over what it sells: each its share rounded down, then a cent each to those who lost most by that. */
export function shareTicketDiscount(
  lines: readonly ReckonedLine[],
  asked: AskedDiscount | null,
): readonly ReckonedLine[] {
  const amounts = lines.map((line) => (line.isReturn ? 0 : line.grossCents - line.discountCents));
  const whole = amounts.reduce((total, amount) => total + amount, 0);
  const off = asked === null || whole === 0 ? 0 : amountOff(whole, asked);
  const shares = amounts.map((amount) => (whole === 0 ? 0 : Math.floor((amount * off) / whole)));
  const lost = amounts.map((amount, index) => ({
    index,
    remainder: whole === 0 ? 0 : (amount * off) % whole,
  }));
  const left = off - shares.reduce((total, share) => total + share, 0);
  for (const { index } of lost
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, left))
    shares[index] = (shares[index] ?? 0) + 1;
  return lines.map((line, index) =>
    line.isReturn ? line : { ...line, ticketDiscountCents: shares[index] ?? 0 },
  );
}

/** Part of a sold line given back in one go. */
export function givenBack(sold: ReckonedLine, thousandths: number): ReckonedLine {
  const part = (cents: number): number => partOf(cents, thousandths, sold.quantityThousandths);
  const ttcCents = part(ttcOf(sold));
  const discountCents = part(sold.discountCents);
  const ticketDiscountCents = part(sold.ticketDiscountCents);
  return {
    ...sold,
    isReturn: true,
    quantityThousandths: -thousandths,
    grossCents: -(ttcCents + discountCents + ticketDiscountCents),
    discountCents: -discountCents,
    ticketDiscountCents: -ticketDiscountCents,
  };
}

export function reductionsOf(lines: readonly ReckonedLine[]): ReckonedReductions {
  const sold = lines.filter(({ isReturn }) => !isReturn);
  const overridden = sold.filter(({ isOverridden }) => isOverridden);
  const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
  const hasTicketDiscount = sold.some(({ ticketDiscountCents }) => ticketDiscountCents !== 0);
  return {
    discountCount:
      sold.filter(({ discountCents }) => discountCents !== 0).length + (hasTicketDiscount ? 1 : 0),
    discountsCents: total(sold.map((line) => line.discountCents + line.ticketDiscountCents)),
    overrideCount: overridden.length,
    overridesCents: total(
      overridden.map(
        (line) =>
          partOf(line.listPriceCents, line.quantityThousandths, 1_000) -
          partOf(line.unitPriceCents, line.quantityThousandths, 1_000),
      ),
    ),
  };
}
