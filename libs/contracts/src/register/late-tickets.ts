import { z } from 'zod';
import {
  cents,
  count,
  id,
  instant,
  positiveCents,
  quantityThousandths,
  sellerCode,
  tenderCode,
} from '../primitives.js';
import { rpc, sellingCommand, tillCommand, tillQuery } from '../rpc.js';
import { ticketLineView } from './ticket-line.js';
import { paymentView, ticketView } from './views.js';

const LINES_MAX = 500;
const PAYMENTS_MAX = 20;

/**
 * A ticket that a page sold while it had no line, whole. Its articles are priced by the data that its session was sold with,
 * and have to come to what the page took. What wants a right (a discount, another price, a refund) is not sold offline.
 */
export const keepLateTicketBody = z
  .strictObject({
    ticketId: id.describe('Made by the till; the same ticket again is kept once.'),
    sellerCode: sellerCode.describe('Who sold it: somebody who was connected to that session.'),
    soldAt: instant.describe("By the page's clock."),
    lines: z
      .array(
        z.strictObject({
          lineId: id,
          barcode: z.string().min(1).max(200).describe('What was scanned.'),
          quantityThousandths: quantityThousandths.optional(),
          ttcCents: positiveCents.describe('What the page asked for it.'),
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

/** A ticket that is kept apart: it counts nowhere until somebody admits it. */
export const lateTicketView = z
  .object({
    ticketId: id,
    registerId: id.describe('The register it was sold on.'),
    sessionId: id.describe('The session it came too late for.'),
    tillId: id.describe('The till whose page kept it.'),
    sellerCode,
    soldAt: instant,
    keptAt: instant,
    lines: z.array(ticketLineView),
    payments: z.array(paymentView),
    ttcCents: cents,
    sha256: z.string().describe('Of what the page sent; it stands in the register’s chain of events.'),
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
    sellingCommand({ registerId: id, ticketId: id }),
    ticketView,
  ),
} as const;

export const lateTicketQueries = {
  /** Those of the till's store that wait to be admitted, newest first. */
  listLateTickets: rpc(
    'encaisse.qry.ticket.listLate.v1',
    tillQuery({
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
