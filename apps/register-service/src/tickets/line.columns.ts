import type { TenderKind } from '@encaisse/contracts';
import { cents, code, id, integer, words } from '../kernel/columns.js';

/** A line as it was sold: what it says does not depend on any dataset any more. */
export interface LineColumns {
  lineId: string;
  barcode: string;
  articleCode: string;
  label: string;
  quantityThousandths: number;
  unitPriceCents: number;
  vatBasisPoints: number;
  ttcCents: number;
}
export const lineColumns = {
  lineId: id('line_id'),
  barcode: code('barcode', 14),
  articleCode: words('article_code', 32),
  label: words('label', 200),
  quantityThousandths: integer('quantity_thousandths'),
  unitPriceCents: cents('unit_price_cents'),
  vatBasisPoints: integer('vat_basis_points'),
  ttcCents: cents('ttc_cents'),
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
