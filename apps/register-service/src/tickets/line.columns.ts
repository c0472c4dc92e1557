import { type GrossSource, SOLD_AS_LISTED, type TenderKind } from '@encaisse/contracts';
import type { ArticleUnit } from '@encaisse/register-domain';
import { cents, code, id, integer, nullable, signed, words } from '../kernel/columns.js';

/** A line as it was sold: what it says does not depend on any dataset any more. */
export interface LineColumns {
  lineId: string;
  barcode: string;
  articleCode: string;
  label: string;
  unit: ArticleUnit;
  /** Negative where something is given back; the amounts below are then negative, too. */
  quantityThousandths: number;
  /** As sold. */
  unitPriceCents: number;
  /** As the dataset had it. */
  listPriceCents: number;
  priceReason: string | null;
  priceAuthorisedBy: string | null;
  grossCents: number;
  grossFrom: GrossSource;
  discountCents: number;
  discountBasisPoints: number | null;
  discountAuthorisedBy: string | null;
  /** The line's share of the ticket's discount. */
  ticketDiscountCents: number;
  vatBasisPoints: number;
  /** Gross less both discounts. */
  ttcCents: number;
  originTicketId: string | null;
  originLineId: string | null;
  refundAuthorisedBy: string | null;
}
export const lineColumns = {
  lineId: id('line_id'),
  barcode: code('barcode', 14),
  articleCode: words('article_code', 32),
  label: words('label', 200),
  unit: code('unit'),
  quantityThousandths: signed('quantity_thousandths'),
  unitPriceCents: cents('unit_price_cents'),
  listPriceCents: cents('list_price_cents'),
  priceReason: nullable(words('price_reason', 200)),
  priceAuthorisedBy: nullable(code('price_authorised_by')),
  grossCents: cents('gross_cents'),
  grossFrom: code('gross_from'),
  discountCents: cents('discount_cents'),
  discountBasisPoints: nullable(integer('discount_basis_points')),
  discountAuthorisedBy: nullable(code('discount_authorised_by')),
  ticketDiscountCents: cents('ticket_discount_cents'),
  vatBasisPoints: integer('vat_basis_points'),
  ttcCents: cents('ttc_cents'),
  originTicketId: nullable(id('origin_ticket_id')),
  originLineId: nullable(id('origin_line_id')),
  refundAuthorisedBy: nullable(code('refund_authorised_by')),
} as const;

/** What an article costs that is sold at its listed price, with nothing taken off. */
export const asListed = ({
  listPriceCents,
  grossCents,
}: {
  readonly listPriceCents: number;
  readonly grossCents: number;
}) => ({
  unitPriceCents: listPriceCents,
  listPriceCents,
  grossCents,
  ttcCents: grossCents,
  ...SOLD_AS_LISTED,
});

/** A ticket's discount as it was asked for: one of the two, or none. */
export interface DiscountColumns {
  discountBasisPoints: number | null;
  discountCents: number | null;
  discountAuthorisedBy: string | null;
}
export const discountColumns = {
  discountBasisPoints: nullable(integer('discount_basis_points')),
  discountCents: nullable(cents('discount_cents')),
  discountAuthorisedBy: nullable(code('discount_authorised_by')),
} as const;

/** `amountCents` settles the ticket: what the customer gave less what she got back. */
export interface PaymentColumns {
  paymentId: string;
  tenderCode: string;
  kind: TenderKind;
  label: string;
  tenderedCents: number;
  amountCents: number;
  changeCents: number;
}
export const paymentColumns = {
  paymentId: id('payment_id'),
  tenderCode: code('tender_code'),
  kind: code('kind'),
  label: words('label', 60),
  tenderedCents: cents('tendered_cents'),
  amountCents: cents('amount_cents'),
  changeCents: cents('change_cents'),
} as const;

/** Where a line or a payment stands in its ticket: 1, 2… with gaps where one was removed from a draft. */
export interface PlaceColumns {
  storeId: string;
  ticketId: string;
  position: number;
}
