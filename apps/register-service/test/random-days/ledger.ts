import type { CashMovementKind } from '@encaisse/register-domain';
import type { Discount, Item } from './plan.js';

/*
 * The driver's own books: what a careful shopkeeper would write down with a pencil. Nothing of the product's arithmetic is used
 * here, so that the two can be compared.
 */

/** To the nearest cent, a half up in absolute value. */
export function rounded(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(Math.abs(amount)) * BigInt(numerator);
  const whole = Number((product * 2n + BigInt(denominator)) / (BigInt(denominator) * 2n));
  return amount < 0 ? 0 - whole : whole;
}

export interface BookedLine {
  readonly lineId: string;
  readonly vatBasisPoints: number;
  readonly isWeighed: boolean;
  readonly listPriceCents: number;
  readonly hasLabelAmount: boolean;
  unitPriceCents: number;
  isOverridden: boolean;
  quantityThousandths: number;
  grossCents: number;
  discountCents: number;
  ticketDiscountCents: number;
  /** Of a line that gives something back: what was sold. */
  readonly sold: BookedLine | null;
  /** Of a line that was sold: how much of it has come back. */
  backThousandths: number;
}
export interface BookedPayment {
  readonly tenderCode: string;
  readonly tenderedCents: number;
  readonly changeCents: number;
  readonly amountCents: number;
}
export interface BookedTicket {
  readonly ticketId: string;
  readonly number: number;
  readonly lines: readonly BookedLine[];
  readonly payments: readonly BookedPayment[];
}
export interface BookedMove {
  readonly kind: CashMovementKind;
  readonly amountCents: number;
}
/** One session. */
export interface Books {
  readonly floatCents: number;
  readonly tickets: BookedTicket[];
  readonly moves: BookedMove[];
  abandoned: number;
  drawerOpenings: number;
  xReadings: number;
}
export const openBooks = (floatCents: number): Books => ({
  floatCents,
  tickets: [],
  moves: [],
  abandoned: 0,
  drawerOpenings: 0,
  xReadings: 0,
});

export const ttcOf = ({ grossCents, discountCents, ticketDiscountCents }: BookedLine): number =>
  grossCents - discountCents - ticketDiscountCents;
export const total = <T>(items: readonly T[], amount: (item: T) => number): number =>
  items.reduce((sum, item) => sum + amount(item), 0);

export function soldLine(lineId: string, item: Item): BookedLine {
  const { listPriceCents, labelCents } = item;
  const quantityThousandths =
    labelCents === undefined
      ? (item.labelThousandths ?? item.quantityThousandths ?? 1_000)
      : Math.max(1, rounded(1_000, labelCents, listPriceCents));
  return {
    lineId,
    vatBasisPoints: item.vatBasisPoints,
    isWeighed: item.isWeighed,
    listPriceCents,
    hasLabelAmount: labelCents !== undefined,
    unitPriceCents: listPriceCents,
    isOverridden: false,
    quantityThousandths,
    grossCents: labelCents ?? rounded(listPriceCents, quantityThousandths, 1_000),
    discountCents: 0,
    ticketDiscountCents: 0,
    sold: null,
    backThousandths: 0,
  };
}

/** What a discount takes off; undefined where it is more than there is. */
export function takenOff(amountCents: number, asked: Discount): number | undefined {
  const taken = 'basisPoints' in asked ? rounded(amountCents, asked.basisPoints, 10_000) : asked.amountCents;
  return taken > amountCents ? undefined : taken;
}

/** Shares a ticket's discount: each line its proportion, and the cents left over where the most was cut off. */
export function share(lines: readonly BookedLine[], discountCents: number): void {
  const whole = total(lines, (line) => line.grossCents - line.discountCents);
  if (whole === 0) return;
  const cut = lines.map((line) => {
    const product = BigInt(line.grossCents - line.discountCents) * BigInt(discountCents);
    line.ticketDiscountCents = Number(product / BigInt(whole));
    return { line, rest: Number(product % BigInt(whole)) };
  });
  let left = discountCents - total(lines, (line) => line.ticketDiscountCents);
  for (; left > 0; left -= 1) {
    const next = cut.reduce((most, one) => (one.rest > most.rest ? one : most));
    next.line.ticketDiscountCents += 1;
    next.rest = -1;
  }
}

/** A line that gives `quantity` of a sold one back: the cents up to there, less those that went back before. */
export function backLine(lineId: string, sold: BookedLine, quantity: number): BookedLine {
  const from = sold.backThousandths;
  const part = (amount: number): number =>
    rounded(amount, from, sold.quantityThousandths) -
    rounded(amount, from + quantity, sold.quantityThousandths);
  const discountCents = part(sold.discountCents);
  const ticketDiscountCents = part(sold.ticketDiscountCents);
  const grossCents = part(ttcOf(sold)) + discountCents + ticketDiscountCents;
  const amounts = { grossCents, discountCents, ticketDiscountCents };
  return { ...sold, ...amounts, lineId, quantityThousandths: 0 - quantity, sold, backThousandths: 0 };
}

export function vatOf(lines: readonly BookedLine[]) {
  const byRate = Map.groupBy(lines, ({ vatBasisPoints }) => vatBasisPoints);
  return [...byRate].map(([basisPoints, ofRate]) => {
    const ttcCents = total(ofRate, ttcOf);
    const vatCents = rounded(ttcCents, basisPoints, 10_000 + basisPoints);
    return { basisPoints, htCents: ttcCents - vatCents, vatCents, ttcCents };
  });
}

/** What the session comes to. */
export function totalsOf({ floatCents, tickets, moves }: Books) {
  const lines = tickets.flatMap((ticket) => ticket.lines);
  const payments = tickets.flatMap((ticket) => ticket.payments);
  const byRate = Map.groupBy(
    tickets.flatMap((ticket) => vatOf(ticket.lines)),
    ({ basisPoints }) => basisPoints,
  );
  const cash = payments.filter(({ tenderCode }) => tenderCode === 'ESP');
  const [given, back] = [
    cash.filter((one) => one.amountCents >= 0),
    cash.filter((one) => one.amountCents < 0),
  ];
  const takenCents = total(given, ({ tenderedCents }) => tenderedCents);
  const changeGivenCents = total(given, ({ changeCents }) => changeCents);
  const refundedCents = total(back, ({ changeCents }) => changeCents);
  const inCents = total(moves, ({ kind, amountCents }) => (kind === 'IN' ? amountCents : 0));
  const outCents = total(moves, ({ kind, amountCents }) => (kind === 'IN' ? 0 : amountCents));
  const sold = lines.filter((line) => line.sold === null);
  return {
    ticketCount: tickets.length,
    ttcCents: total(lines, ttcOf),
    vat: [...byRate]
      .map(([basisPoints, parts]) => ({
        basisPoints,
        htCents: total(parts, ({ htCents }) => htCents),
        vatCents: total(parts, ({ vatCents }) => vatCents),
        ttcCents: total(parts, ({ ttcCents }) => ttcCents),
      }))
      .toSorted((a, b) => a.basisPoints - b.basisPoints),
    tenders: grouped(payments, ({ tenderCode }) => tenderCode),
    cashMovements: grouped(moves, ({ kind }) => kind),
    reductions: {
      discountCount:
        sold.filter(({ discountCents }) => discountCents > 0).length +
        tickets.filter((ticket) =>
          ticket.lines.some((line) => line.sold === null && line.ticketDiscountCents > 0),
        ).length,
      discountsCents: total(sold, (line) => line.discountCents + line.ticketDiscountCents),
      overrideCount: sold.filter(({ isOverridden }) => isOverridden).length,
      overridesCents: total(
        sold.filter(({ isOverridden }) => isOverridden),
        (line) =>
          rounded(line.listPriceCents, line.quantityThousandths, 1_000) -
          rounded(line.unitPriceCents, line.quantityThousandths, 1_000),
      ),
    },
    cash: {
      openingFloatCents: floatCents,
      takenCents,
      changeGivenCents,
      refundedCents,
      inCents,
      outCents,
      expectedCents: floatCents + takenCents - changeGivenCents - refundedCents + inCents - outCents,
    },
  };
}

function grouped<T extends { readonly amountCents: number }>(
  items: readonly T[],
  nameOf: (item: T) => string,
) {
  return [...Map.groupBy(items, nameOf)]
    .map(([name, of]) => ({ name, count: of.length, amountCents: total(of, (one) => one.amountCents) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
