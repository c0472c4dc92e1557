import { type Cents, NO_CENTS, subtractCents, sumCents, toCents } from './money.js';
import { lineGross } from './vat.js';

/** What is known of a sold line's price. */
export type PricedLine = Readonly<{
  quantityThousandths: number;
  unitPriceCents: number;
  listPriceCents: number;
  priceReason: string | null;
  discountCents: number;
  ticketDiscountCents: number;
  /** Of a line that gives something back: it repeats what was taken off at the sale. */
  originTicketId: string | null;
}>;

/** What a ticket or a session took off its prices. Each line's own discount counts once, and each ticket's. */
export type Reductions = Readonly<{
  discountCount: number;
  discountsCents: Cents;
  overrideCount: number;
  /** Listed less sold: negative where prices were raised. */
  overridesCents: Cents;
}>;

/** What the overridden price makes less than the listed one; negative where it makes more. */
export const reductionByPrice = ({
  listPriceCents,
  unitPriceCents,
  quantityThousandths,
}: Pick<PricedLine, 'listPriceCents' | 'unitPriceCents' | 'quantityThousandths'>): Cents =>
  subtractCents(
    lineGross(toCents(listPriceCents), quantityThousandths),
    lineGross(toCents(unitPriceCents), quantityThousandths),
  );

/** What a ticket took off the prices of what it sells; what it gives back is none of it. */
export function reductionsOf(lines: readonly PricedLine[]): Reductions {
  const sold = lines.filter(({ originTicketId }) => originTicketId === null);
  const own = sold.filter(({ discountCents }) => discountCents !== 0);
  const shares = sold.filter(({ ticketDiscountCents }) => ticketDiscountCents !== 0);
  const overridden = sold.filter(({ priceReason }) => priceReason !== null);
  const off = sold.map((line) => toCents(line.discountCents + line.ticketDiscountCents));
  return {
    discountCount: own.length + (shares.length === 0 ? 0 : 1),
    discountsCents: sumCents(off),
    overrideCount: overridden.length,
    overridesCents: sumCents(overridden.map(reductionByPrice)),
  };
}

export const NO_REDUCTIONS: Reductions = {
  discountCount: 0,
  discountsCents: NO_CENTS,
  overrideCount: 0,
  overridesCents: NO_CENTS,
};
