import { z } from 'zod';
import {
  articleUnit,
  basisPoints,
  cents,
  grossSource,
  id,
  lineThousandths,
  positiveCents,
  sellerCode,
} from '../primitives.js';

/** A line of a ticket. All that it says was copied when it was sold and depends on no dataset any more. */
export const ticketLineView = z
  .object({
    lineId: id,
    barcode: z.string(),
    articleCode: z.string(),
    label: z.string(),
    unit: articleUnit,
    quantityThousandths: lineThousandths,
    unitPriceCents: positiveCents.describe('As sold, taxes included.'),
    listPriceCents: positiveCents.describe(
      'As the dataset had it; another than sold when it was overridden.',
    ),
    priceReason: z.string().nullable().describe('Why the price was overridden; null when it was not.'),
    priceAuthorisedBy: sellerCode.nullable().describe('Who lent the right to override the price.'),
    grossCents: cents.describe('Before discounts.'),
    grossFrom: grossSource,
    discountCents: cents.describe("The line's own discount, of the sign of grossCents."),
    discountBasisPoints: basisPoints.nullable().describe('Null when none, or when given as an amount.'),
    discountAuthorisedBy: sellerCode.nullable().describe('Who lent the right to give it.'),
    ticketDiscountCents: cents.describe("The line's share of the ticket's discount."),
    vatBasisPoints: basisPoints,
    ttcCents: cents.describe('grossCents − discountCents − ticketDiscountCents.'),
    originTicketId: id.nullable().describe('Of a line given back: the ticket that sold it.'),
    originLineId: id.nullable(),
    refundAuthorisedBy: sellerCode.nullable().describe('Who lent the right to give it back.'),
  })
  .meta({ id: 'TicketLine' });
export type TicketLineView = z.infer<typeof ticketLineView>;

/** What a line says of its price that is sold as listed, with nothing taken off. */
export const SOLD_AS_LISTED = {
  priceReason: null,
  priceAuthorisedBy: null,
  grossFrom: 'PRICE',
  discountCents: 0,
  discountBasisPoints: null,
  discountAuthorisedBy: null,
  ticketDiscountCents: 0,
  originTicketId: null,
  originLineId: null,
  refundAuthorisedBy: null,
} as const satisfies Partial<TicketLineView>;

/** A ticket's discount as it was asked for: a percentage or an amount, never both; all null when there is none. */
export const ticketDiscount = {
  discountBasisPoints: basisPoints.nullable(),
  discountCents: positiveCents.nullable(),
  discountAuthorisedBy: sellerCode.nullable(),
} as const;

/** What a ticket says of its discount that has none. */
export const NO_DISCOUNT = {
  discountBasisPoints: null,
  discountCents: null,
  discountAuthorisedBy: null,
} as const;
