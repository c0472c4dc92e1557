import { z } from 'zod';
import { vatTotal } from '../primitives.js';
import { cents, count, positiveCents, tenderCode, tenderKind } from './values.js';

export const sessionTenderTotal = z
  .object({
    tenderCode,
    kind: tenderKind,
    count: count.meta({ description: 'Number of payments.' }),
    amountCents: cents.meta({ description: 'Sum of the payments, change deducted.' }),
  })
  .meta({ description: 'What was paid with one means of payment.' });

export const sessionCashTotals = z
  .object({
    openingFloatCents: positiveCents.meta({ description: 'Cash counted at the opening.' }),
    expectedCents: cents.meta({ description: 'Opening float + cash taken − change given.' }),
    countedCents: positiveCents.meta({ description: 'Cash counted at the closing.' }),
    differenceCents: cents.meta({ description: 'countedCents − expectedCents.' }),
  })
  .meta({ description: 'The drawer of a session.' });

export const sessionTotals = z
  .object({
    ticketCount: count.meta({ description: 'Finalised tickets.' }),
    abandonedCount: count.meta({ description: 'Abandoned tickets.' }),
    ttcCents: cents.meta({ description: 'Sum of the finalised tickets, taxes included.' }),
    vat: z.array(vatTotal).meta({ description: 'Ascending by rate; only rates that occur.' }),
    tenders: z.array(sessionTenderTotal).meta({ description: 'Ascending by code; only tenders that occur.' }),
    cash: sessionCashTotals,
  })
  .meta({
    description:
      'What a session amounts to. The sender states it from its sealed Z; head office sums the records.',
  });
export type SessionTotals = z.infer<typeof sessionTotals>;

export const totalsDifference = z
  .object({
    path: z.string().meta({ examples: ['totals.vat.2000.vatCents'] }),
    declared: z.union([z.number(), z.string(), z.null()]),
    recomputed: z.union([z.number(), z.string(), z.null()]),
  })
  .meta({ description: 'One figure on which the two sides do not agree; null where one has none.' });
export type TotalsDifference = z.infer<typeof totalsDifference>;
