import { z } from 'zod';
import {
  basisPoints,
  businessDate,
  cents,
  count,
  id,
  registerNumber,
  storeScope,
  tenderKind,
} from '../primitives.js';
import { rpc } from '../rpc.js';
import { nextCursor, placeFilter } from './paging.js';

/** What a figure is the sum of. HOUR: of the day, by the clock on the store's wall. */
export const SALES_GROUPS = ['DATE', 'HOUR', 'STORE', 'REGISTER', 'TENDER', 'VAT'] as const;

const salesFigure = z
  .object({
    businessDate: businessDate.nullable(),
    hour: z.int().min(0).max(23).nullable(),
    storeId: id.nullable(),
    storeCode: z.string().nullable(),
    registerId: id.nullable(),
    registerNumber: registerNumber.nullable(),
    tenderCode: z.string().nullable(),
    tenderKind: tenderKind.nullable(),
    vatBasisPoints: basisPoints.nullable(),
    count: count.describe('Tickets; by tender: payments; by VAT rate: tickets that hold the rate.'),
    refundCount: count.describe('Of the tickets: those that give back. 0 by tender and VAT rate.'),
    ttcCents: cents.describe('Taxes included; by tender: what it settled.'),
    htCents: cents.nullable().describe('By VAT rate only.'),
    vatCents: cents.nullable().describe('By VAT rate only.'),
  })
  .meta({ id: 'SalesFigure' });
export type SalesFigure = z.infer<typeof salesFigure>;

export const salesFilter = {
  ...placeFilter,
  from: businessDate,
  to: businessDate.describe('At most 366 days from the first.'),
  by: z.enum(SALES_GROUPS).default('DATE'),
};

/** gateway → supervision-service. */
export const salesQueries = {
  /** Sums over all that was told for the business dates from `from` to `to`. Late tickets count in the session that took them. */
  readSales: rpc(
    'encaisse.qry.supervision.sales.v1',
    z.strictObject({
      stores: storeScope,
      ...salesFilter,
      limit: z.int().min(1).max(1_000).default(1_000).describe('By store or register: how many.'),
      cursor: z.string().max(80).optional().describe('The `nextCursor` of the page before.'),
    }),
    z.object({
      figures: z.array(salesFigure),
      total: z.object({ ticketCount: count, refundCount: count, ttcCents: cents }),
      amountOnly: z
        .object({ ticketCount: count, ttcCents: cents })
        .describe('Of the total: tickets told without tenders and VAT, which those figures leave out.'),
      nextCursor,
    }),
    { timeoutMs: 15_000 },
  ),
} as const;
