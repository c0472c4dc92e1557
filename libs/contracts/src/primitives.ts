import { ARTICLE_UNITS } from '@encaisse/register-domain';
import { z } from 'zod';

/** A client- or server-made identity: UUID, version 7 where we make it. */
export const id = z.uuid();
/** Whose stores one may see; null: all of them. */
export const storeScope = z.array(id).nullable();
/** Names the right lent that a command is to use when its seller has not got the right herself. */
export const grantId = id.optional().describe('A right lent for this, when the seller has not got it.');
/** Money: whole cents, never a float. Bounded so that sums of a whole year stay safe integers. */
export const cents = z.int().min(-999_999_999_99).max(999_999_999_99);
/** Money that somebody counted or gave: whole cents, not negative. */
export const positiveCents = cents.min(0);
/** Quantities in thousandths: 1 piece = 1000, 0.250 kg = 250. */
export const quantityThousandths = z.int().min(1).max(9_999_999);
/** What a quantity of an article counts. */
export const articleUnit = z.enum(ARTICLE_UNITS);
/** What a line moved, in thousandths: negative where something is given back. */
export const lineThousandths = z
  .int()
  .min(-9_999_999)
  .max(9_999_999)
  .refine((thousandths) => thousandths !== 0);
/** Where a line’s amount before discounts comes from: price × quantity, the amount that its barcode holds, or its share of the sale that it gives back, or what the page of a doubtful late ticket told. */
export const GROSS_SOURCES = ['PRICE', 'BARCODE', 'SALE', 'TOLD'] as const;
export const grossSource = z.enum(GROSS_SOURCES);
export type GrossSource = z.infer<typeof grossSource>;
/** VAT rates in basis points: 20 % = 2000, 5.5 % = 550. */
export const basisPoints = z.int().min(0).max(10_000);
/** An instant, ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime();
/** A day in the store's time zone, YYYY-MM-DD. */
export const businessDate = z.iso.date();
/** A version counter or sequence number. */
export const count = z.int().min(0);

/** Text a person typed or a dataset brought: no control characters, so that nothing printed can command the printer. */
export const text = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point.
    .regex(/^[^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/u, 'control characters are not allowed');

export const storeCode = z.string().regex(/^[A-Z0-9]{1,16}$/u);
export const tillCode = z.string().regex(/^[A-Z0-9]{1,16}$/u);
export const registerNumber = z.int().min(1).max(999);
export const sellerCode = z.string().regex(/^[A-Za-z0-9._-]{1,16}$/u);
export const barcode = z.string().regex(/^[0-9]{4,14}$/u);
export const tenderCode = z.string().regex(/^[A-Z0-9_]{1,16}$/u);

/** What a seller may do. Rights come with the imported dataset. "Responsable" is whoever has the rights an action asks for. */
export const RIGHTS = [
  'IMPORT',
  'OPEN',
  'CONNECT',
  'CLOSE',
  'EXPORT',
  'FORCE_CLOSE',
  'ACCEPT_DIFFERENCE',
  'PRICE_OVERRIDE',
  'DISCOUNT',
  'REFUND',
  'CASH_MOVEMENT',
  'REPRINT',
  'MANAGE_SELLERS',
  'TRANSFER_HOLD',
  'RELEASE_HOLD',
  'CORRECT_CLOCK',
] as const;
export const right = z.enum(RIGHTS);
export type Right = z.infer<typeof right>;

/** The kinds of tender the rules know; a dataset names its tenders freely under one of these. */
export const TENDER_KINDS = ['CASH', 'CARD', 'CHEQUE', 'VOUCHER'] as const;
export const tenderKind = z.enum(TENDER_KINDS);
export type TenderKind = z.infer<typeof tenderKind>;

/** What a session took off its prices: discounts of lines and of tickets, and what overridden prices made less than listed ones. */
export const reductions = z.strictObject({
  discountCount: count,
  discountsCents: positiveCents,
  overrideCount: count,
  overridesCents: cents.describe('Listed less sold: negative where prices were raised.'),
});
export type Reductions = z.infer<typeof reductions>;

/** What a session sold and what it gave back, apart. A ticket that does both, an exchange, counts in each. */
export const turnover = z.strictObject({
  saleCount: count.describe('Tickets that sell something.'),
  salesCents: cents.describe('Lines that sell, discounts taken off.'),
  refundCount: count.describe('Tickets that give something back.'),
  refundsCents: cents.describe('Lines that give back: nothing or less.'),
});
export type Turnover = z.infer<typeof turnover>;

/** Totals of one VAT rate: ht + vat = ttc, always. */
export const vatTotal = z.strictObject({ basisPoints, htCents: cents, vatCents: cents, ttcCents: cents });
export type VatTotal = z.infer<typeof vatTotal>;

/** What one tender brought: how many payments, and their sum after change was given. */
export const tenderTotal = z.strictObject({
  tenderCode,
  kind: tenderKind,
  label: text(60),
  count,
  amountCents: cents,
});
export type TenderTotal = z.infer<typeof tenderTotal>;
