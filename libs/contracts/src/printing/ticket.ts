import { z } from 'zod';
import { articleUnit, basisPoints, cents, count } from '../primitives.js';
import { printedRegister, printedSoftware, printedStore, printedVatRate } from './parts.js';
import { line, name, ordinal, printedText, wallClock } from './values.js';

export const printedTicketLine = z.object({
  label: printedText(300),
  unit: articleUnit,
  quantityThousandths: z.int(),
  unitPriceCents: cents,
  /** Another than the price as sold where that was overridden. */
  listPriceCents: cents,
  /** Before discounts: what stands beside the line. */
  grossCents: cents,
  /** The line's own discount, under it; of a line given back, all that was taken off at the sale. */
  discountCents: cents,
  discountBasisPoints: basisPoints.nullable(),
  vatLetter: printedText(2),
});
export type PrintedTicketLine = z.infer<typeof printedTicketLine>;

/**
 * `amountCents` is what the tender settles. For cash, `tenderedCents` is what the customer gave and
 * `changeCents` what went back (tendered − change = amount); both are null for every other tender.
 */
export const printedPayment = z.object({
  label: name,
  amountCents: cents,
  tenderedCents: cents.nullable(),
  changeCents: cents.nullable(),
});
export type PrintedPayment = z.infer<typeof printedPayment>;

/** A ticket of which something is given back. */
export const printedOrigin = z.object({
  register: printedRegister,
  ticketNumber: ordinal,
  soldAt: wallClock,
});
export type PrintedOrigin = z.infer<typeof printedOrigin>;

/** A finalised ticket. `duplicateNumber` 0 is the original; n > 0 prints the banner « DUPLICATA n° n ». */
export const ticketDocument = z.object({
  kind: z.literal('ticket'),
  store: printedStore,
  register: printedRegister,
  ticketNumber: ordinal,
  sessionNumber: ordinal,
  soldAt: wallClock,
  /** Of a ticket that was sold offline and came too late for its session: when it was recorded all the same. */
  recordedAt: wallClock.nullable().default(null),
  sellerName: name,
  lines: z.array(printedTicketLine).min(1).max(1000),
  /** Number of articles, as a shopper counts them: pieces, and one for each weighed line. */
  articleCount: count,
  /** Of which tickets something is given back, and how many articles of them. Null on a sale. */
  refund: z.object({ origins: z.array(printedOrigin).min(1).max(500), articleCount: count }).nullable(),
  /** The discount on all that is sold, between the lines and the total. */
  discount: z.object({ basisPoints: basisPoints.nullable(), amountCents: cents }).nullable(),
  totalTtcCents: cents,
  vatRates: z.array(printedVatRate).max(20),
  payments: z.array(printedPayment).max(20),
  footerLines: z.array(line).max(12),
  duplicateNumber: count,
  software: printedSoftware,
});
export type TicketDocument = z.infer<typeof ticketDocument>;
