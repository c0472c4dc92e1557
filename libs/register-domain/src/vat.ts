import { addCents, type Cents, NO_CENTS, subtractCents } from './money.js';
import { scaleCents } from './rounding.js';

/** For the docs page. */
export const VAT_FORMULAS = {
  gross:
    'Gross of a line = unit price × quantity in thousandths ÷ 1000, rounded, or the amount that its barcode holds',
  line: 'TTC of a line = gross − its own discount − its share of the ticket’s discount',
  vat: 'VAT of a ticket at a rate = TTC at that rate × rate ÷ (10000 + rate), rate in basis points, rounded once',
  ht: 'HT = TTC − VAT, so that the parts always sum to the total',
  sum: 'totals of several tickets are the sums of the tickets’ parts, never computed again from the total',
} as const;

/** What VAT is computed from: an amount with all taxes, and its rate in basis points (2000 is 20 %). */
export type Taxed = Readonly<{ vatBasisPoints: number; ttcCents: Cents }>;

/** The part of a ticket, or of several, at one rate: `htCents + vatCents` is `ttcCents`. */
export type VatPart = Taxed & Readonly<{ vatCents: Cents; htCents: Cents }>;

/** Unit price with all taxes × quantity, before any discount; a negative quantity is a return. @throws RangeError beyond safe integers. */
export const lineGross = (unitPriceCents: Cents, quantityThousandths: number): Cents =>
  scaleCents(unitPriceCents, quantityThousandths, 1000);

/**
 * The VAT of one ticket: one part per rate, by rising rate, rounded once per rate.
 * @throws RangeError on a rate that is not a whole number of basis points, 0 or more.
 */
export function vatParts(lines: readonly Taxed[]): readonly VatPart[] {
  const ttcByRate = new Map<number, Cents>();
  for (const { vatBasisPoints, ttcCents } of lines) {
    ttcByRate.set(vatBasisPoints, addCents(ttcByRate.get(vatBasisPoints) ?? NO_CENTS, ttcCents));
  }
  return byRate([...ttcByRate].map(([vatBasisPoints, ttcCents]) => partOf({ vatBasisPoints, ttcCents })));
}

/** The parts of several tickets, added rate by rate. */
export function sumVatParts(parts: Iterable<VatPart>): readonly VatPart[] {
  const sums = new Map<number, VatPart>();
  for (const part of parts) {
    const sum = sums.get(part.vatBasisPoints);
    sums.set(part.vatBasisPoints, sum === undefined ? part : addParts(sum, part));
  }
  return byRate([...sums.values()]);
}

function partOf({ vatBasisPoints, ttcCents }: Taxed): VatPart {
  if (vatBasisPoints < 0) throw new RangeError(`not a VAT rate: ${vatBasisPoints} basis points`);
  const vatCents = scaleCents(ttcCents, vatBasisPoints, 10_000 + vatBasisPoints);
  return { vatBasisPoints, ttcCents, vatCents, htCents: subtractCents(ttcCents, vatCents) };
}

const addParts = (a: VatPart, b: VatPart): VatPart => ({
  vatBasisPoints: a.vatBasisPoints,
  ttcCents: addCents(a.ttcCents, b.ttcCents),
  vatCents: addCents(a.vatCents, b.vatCents),
  htCents: addCents(a.htCents, b.htCents),
});

const byRate = (parts: readonly VatPart[]): readonly VatPart[] =>
  parts.toSorted((a, b) => a.vatBasisPoints - b.vatBasisPoints);
