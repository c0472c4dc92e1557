import { z } from 'zod';
import {
  basisPoints,
  cents,
  count,
  id,
  instant,
  positiveCents,
  quantityThousandths,
  sellerCode,
  tenderCode,
  tenderKind,
  text,
} from '../primitives.js';
import { rpc, sellingCommand, tillCommand, tillQuery } from '../rpc.js';
import { lateDoubt } from './late-sale.js';
import { ticketLineView } from './ticket-line.js';
import { ticketView } from './ticket-view.js';

const LINES_MAX = 500;
const PAYMENTS_MAX = 20;

const lineId = id;
const barcode = z.string().min(1).max(200).describe('What was scanned.');
const toldCents = positiveCents.describe('What the page asked for it.');

/**
 * A ticket that a page sold while it had no line, whole. Whatever it tells is kept: what is doubtful about it is stated beside
 * it. What wants a right (a discount, another price, a refund) is not sold offline.
 */
export const keepLateTicketBody = z
  .strictObject({
    ticketId: id.describe('Made by the till; the same ticket again is kept once.'),
    sellerCode: sellerCode.describe('Who sold it.'),
    soldAt: instant
      .refine((at) => Date.parse(at) >= 0, 'no page is that old')
      .describe("By the page's clock."),
    lines: z
      .array(
        z.strictObject({
          lineId,
          barcode,
          quantityThousandths: quantityThousandths.optional(),
          ttcCents: toldCents,
          label: text(200).optional().describe('As the page showed it.'),
          vatBasisPoints: basisPoints
            .optional()
            .describe('As the page had it; counts where the article is unknown.'),
        }),
      )
      .min(1)
      .max(LINES_MAX),
    payments: z
      .array(z.strictObject({ paymentId: id, tenderCode, tenderedCents: positiveCents.min(1) }))
      .max(PAYMENTS_MAX),
    ttcCents: positiveCents.describe('What the ticket came to on the page.'),
  })
  .meta({ id: 'KeepLateTicket' });

/** Admits what is doubtful about a late ticket as its page told it: amounts are the page's, VAT is the article's. */
export const lateTicketAsTold = z.strictObject({
  reason: text(200).describe('Stands on the record of the ticket.'),
  vatRates: z
    .array(z.strictObject({ lineId, vatBasisPoints: basisPoints }))
    .max(LINES_MAX)
    .default([])
    .describe('Of lines whose article nobody knows: one of the rates of the running session.'),
  tenders: z
    .array(z.strictObject({ paymentId: id, tenderCode }))
    .max(PAYMENTS_MAX)
    .default([])
    .describe('Of payments whose tender nobody knows: one of those of the running session.'),
});
export type LateTicketAsTold = z.infer<typeof lateTicketAsTold>;

export const admitLateTicketBody = z
  .strictObject({ asTold: lateTicketAsTold.optional().describe('Needed where something is doubtful.') })
  .meta({ id: 'AdmitLateTicket' });

export const dismissLateTicketBody = z
  .strictObject({ reason: text(200).describe('Why nobody will admit it: it was rung again, say.') })
  .meta({ id: 'DismissLateTicket' });

const lateLineView = z.object({
  lineId,
  barcode,
  quantityThousandths: quantityThousandths.nullable(),
  ttcCents: toldCents,
  label: z.string().nullable(),
  vatBasisPoints: basisPoints.nullable(),
  known: ticketLineView
    .nullable()
    .describe('The line as its session would have sold it; null where the article is unknown.'),
});
const latePaymentView = z.object({
  paymentId: id,
  tenderCode,
  tenderedCents: positiveCents,
  known: z
    .object({ kind: tenderKind, label: z.string() })
    .nullable()
    .describe('The tender; null where its session did not know it.'),
});

/** ADMITTED: it is a ticket under the same id. DISMISSED: it stays kept, and waits no more. */
export const LATE_STANDINGS = ['WAITING', 'ADMITTED', 'DISMISSED'] as const;
export const lateStanding = z.enum(LATE_STANDINGS);
export type LateStanding = z.infer<typeof lateStanding>;

/** A ticket that is kept apart: it counts nowhere until somebody admits it. */
export const lateTicketView = z
  .object({
    ticketId: id,
    registerId: id.describe('The register it was sold on.'),
    sessionId: id.describe('The session it came too late for.'),
    tillId: id.describe('The till whose page kept it.'),
    sellerCode,
    sellerName: z.string().describe('Her code where the store does not know her.'),
    soldAt: instant,
    keptAt: instant,
    lines: z.array(lateLineView).describe('As the page told them.'),
    payments: z.array(latePaymentView).describe('As the page told them.'),
    ttcCents: cents.describe('As the page told it.'),
    sha256: z.string().describe('Of what the page sent; it stands in the register’s chain of events.'),
    doubts: z.array(lateDoubt).describe('Empty when it is what its session would have sold.'),
    standing: lateStanding,
    settled: z
      .object({
        at: instant,
        by: sellerCode,
        registerId: id,
        sessionId: id.describe('The session in which it was admitted or dismissed.'),
        reason: z.string().nullable(),
      })
      .nullable()
      .describe('Null while it waits.'),
  })
  .meta({ id: 'LateTicket' });
export type LateTicketView = z.infer<typeof lateTicketView>;

/** Tickets that come too late: their session is closed, or goes on at another till. */
export const lateTicketCommands = {
  /** Asked with the till's credential alone: who sold may be gone, and nothing is summed yet. */
  keepLateTicket: rpc(
    'encaisse.cmd.ticket.keepLate.v1',
    tillCommand({ sessionId: id, ...keepLateTicketBody.shape }),
    lateTicketView,
  ),
  /** Makes it a ticket of the running session, with the next number, once. */
  admitLateTicket: rpc(
    'encaisse.cmd.ticket.admitLate.v1',
    sellingCommand({ registerId: id, ticketId: id, ...admitLateTicketBody.shape }),
    ticketView,
  ),
  /** Settles it in the running session without making it a ticket. */
  dismissLateTicket: rpc(
    'encaisse.cmd.ticket.dismissLate.v1',
    sellingCommand({ registerId: id, ticketId: id, ...dismissLateTicketBody.shape }),
    lateTicketView,
  ),
} as const;

export const lateTicketQueries = {
  /** Those of the till's store, newest first: those that wait, unless others are asked for. */
  listLateTickets: rpc(
    'encaisse.qry.ticket.listLate.v1',
    tillQuery({
      standing: lateStanding.default('WAITING'),
      limit: z.int().min(1).max(100).default(20),
      cursor: z.string().max(200).optional(),
    }),
    z.object({
      items: z.array(lateTicketView),
      nextCursor: z.string().nullable(),
      waiting: count.describe('How many wait in all.'),
    }),
  ),
} as const;
