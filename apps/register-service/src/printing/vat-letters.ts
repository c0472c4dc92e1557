import type { PrintedVatRate, VatTotal } from '@encaisse/contracts';

/** A, B, C… from the highest rate down; past Z, which no country reaches, the letters would be wrong, so it throws. */
function letterAt(index: number): string {
  if (index > 25) throw new RangeError(`no letter for a ${index + 1}th VAT rate`);
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

/** The VAT table of a document, highest rate first, each with the letter that its lines refer to. */
export const letteredRates = (vat: readonly VatTotal[]): readonly PrintedVatRate[] =>
  vat
    .toSorted((a, b) => b.basisPoints - a.basisPoints)
    .map(({ basisPoints, htCents, vatCents, ttcCents }, index) => ({
      letter: letterAt(index),
      vatBasisPoints: basisPoints,
      htCents,
      vatCents,
      ttcCents,
    }));

/** The letter of a line. @throws Error for a line whose rate its own document does not have. */
export function letterOf(rates: readonly PrintedVatRate[], vatBasisPoints: number): string {
  const rate = rates.find((candidate) => candidate.vatBasisPoints === vatBasisPoints);
  if (rate === undefined)
    throw new Error(`a line at ${vatBasisPoints} basis points in a document without them`);
  return rate.letter;
}
