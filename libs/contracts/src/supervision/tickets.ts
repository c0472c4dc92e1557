import { z } from 'zod';
import { exportedTicket } from '../exchange/records.js';
import { articleCode, barcode } from '../exchange/values.js';
import { businessDate, cents, count, id, instant, registerNumber, storeScope } from '../primitives.js';
import { rpc } from '../rpc.js';
import { nextCursor, periodFilter, placeFilter, timeCursor } from './paging.js';

export const supervisedTicket = z
  .object({
    storeId: id,
    storeCode: z.string().nullable(),
    timeZone: z
      .string()
      .nullable()
      .describe('By which the store reads its clock; null until it has described itself.'),
    registerId: id,
    registerNumber: registerNumber.nullable(),
    sessionId: id,
    ticketId: id,
    number: count,
    kind: z.enum(['SALE', 'REFUND']),
    finalisedAt: instant,
    businessDate,
    sellerCode: z.string(),
    ttcCents: cents,
    late: z.boolean().describe('Sold offline and admitted into a later session.'),
    lineCount: count.nullable().describe('Null where its store told the amount alone.'),
  })
  .meta({ id: 'SupervisedTicket' });
export type SupervisedTicket = z.infer<typeof supervisedTicket>;

export const ticketFilter = {
  ...placeFilter,
  ...periodFilter,
  sessionId: id.optional(),
  sellerCode: z.string().max(16).optional(),
  kind: z.enum(['SALE', 'REFUND']).optional(),
  number: count.optional().describe('The number on the ticket.'),
  minTtcCents: cents.optional(),
  maxTtcCents: cents.optional(),
  articleCode: articleCode.optional(),
  barcode: barcode.optional(),
  label: z.string().min(2).max(60).optional().describe('How the label of an article on it begins.'),
};

/** gateway → supervision-service. */
export const soldTicketQueries = {
  /** Newest first. */
  listSoldTickets: rpc(
    'encaisse.qry.supervision.tickets.v1',
    z.strictObject({
      stores: storeScope,
      ...ticketFilter,
      limit: z.int().min(1).max(500).default(100),
      cursor: timeCursor.optional(),
    }),
    z.object({ items: z.array(supervisedTicket), nextCursor }),
    { timeoutMs: 15_000 },
  ),
  readSoldTicket: rpc(
    'encaisse.qry.supervision.ticket.v1',
    z.strictObject({ stores: storeScope, ticketId: id }),
    z.object({
      ticket: supervisedTicket,
      record: exportedTicket.nullable().describe('The whole of it; null where its amount alone was told.'),
    }),
  ),
} as const;
