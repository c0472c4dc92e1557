import { z } from 'zod';
import { vatTotal } from '../primitives.js';
import { cashMovementKind, cents, count, positiveCents, tenderCode, tenderKind } from './values.js';

export const sessionTenderTotal = z
  .object({
    tenderCode,
    kind: tenderKind,
    count: count.meta({ description: 'Number of payments.' }),
    amountCents: cents.meta({ description: 'Sum of the payments, change deducted.' }),
  })
  .meta({ description: 'What was paid with one means of payment.' });

export const sessionCashMovementTotal = z
  .object({
    kind: cashMovementKind,
    count: count.meta({ description: 'Number of movements.' }),
    amountCents: positiveCents.meta({ description: 'Their sum.' }),
  })
  .meta({ description: 'What the cash movements of one kind come to.' });

export const sessionCashTotals = z
  .object({
    openingFloatCents: positiveCents.meta({ description: 'Cash counted at the opening.' }),
    expectedCents: cents.meta({
      description: 'Opening float + cash payments, change deducted + IN − OUT − SAFE_DROP.',
    }),
    countedCents: positiveCents.meta({ description: 'Cash counted at the closing.' }),
    differenceCents: cents.meta({ description: 'countedCents − expectedCents.' }),
  })
  .meta({ description: 'The drawer of a session.' });

export const sessionReductions = z
  .object({
    discountCount: count.meta({ description: 'Lines with a discount of their own, and tickets with one.' }),
    discountsCents: positiveCents.meta({
      description: 'discountCents + ticketDiscountCents of what was sold.',
    }),
    overrideCount: count.meta({ description: 'Lines with an overridden price.' }),
    overridesCents: cents.meta({
      description:
        'Of these lines: listPriceCents × quantity − unitPriceCents × quantity, each rounded to the cent; negative where prices were raised.',
    }),
  })
  .meta({
    description: 'What was taken off the prices. Lines that give something back count in none of it.',
  });

export const sessionTurnover = z
  .object({
    saleCount: count.meta({ description: 'Tickets with a line that sells, exchanges too.' }),
    salesCents: cents.meta({ description: 'ttcCents of the lines without an origin.' }),
    refundCount: count.meta({ description: 'Tickets with a line that gives back, exchanges too.' }),
    refundsCents: cents.meta({ description: 'ttcCents of the lines with an origin: nothing or less.' }),
  })
  .meta({ description: 'What was sold and what was given back, apart. The two amounts sum to ttcCents.' });

export const sessionTotals = z
  .object({
    ticketCount: count.meta({ description: 'Finalised tickets.' }),
    abandonedCount: count.meta({ description: 'Abandoned tickets.' }),
    lateTicketCount: count.meta({ description: 'Of the finalised tickets: those that were admitted late.' }),
    dismissedLateCount: count.meta({ description: 'Late tickets that were dismissed; no tickets of it.' }),
    ttcCents: cents.meta({ description: 'Sum of the finalised tickets, taxes included.' }),
    turnover: sessionTurnover,
    vat: z.array(vatTotal).meta({ description: 'Ascending by rate; only rates that occur.' }),
    tenders: z.array(sessionTenderTotal).meta({ description: 'Ascending by code; only tenders that occur.' }),
    cashMovements: z
      .array(sessionCashMovementTotal)
      .meta({ description: 'Ascending by kind; only kinds that occur.' }),
    drawerOpenings: count.meta({ description: 'Openings of the drawer without a sale.' }),
    reductions: sessionReductions,
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
