import { type Denominations, refused } from '@encaisse/contracts';
import { denominationsTotal } from '@encaisse/register-domain';

/** What is wrong with notes and coins that were told beside an amount: they must come to it. */
export function denominationsDiffer(
  counted: Denominations | undefined,
  amountCents: number,
): ReturnType<typeof refused> | undefined {
  if (counted === undefined) return undefined;
  const totalCents = denominationsTotal(counted);
  return totalCents === amountCents
    ? undefined
    : refused('AMOUNT_INVALID', { field: 'denominations', amountCents: totalCents });
}

/** As they are kept: what is there, the largest first. */
export const denominationsKept = (counted: Denominations | undefined): Denominations | null =>
  counted === undefined
    ? null
    : counted.filter(({ count }) => count > 0).toSorted((a, b) => b.valueCents - a.valueCents);
