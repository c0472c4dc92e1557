import type { pricingCommands, RequestOf } from '@encaisse/contracts';
import { type Discount, toCents } from '@encaisse/register-domain';

/** A discount as the domain has it. */
export function askedDiscount(
  discount: RequestOf<typeof pricingCommands.discountTicket>['discount'],
): Discount | null {
  if (discount === null || 'basisPoints' in discount) return discount;
  return { amountCents: toCents(discount.amountCents) };
}
