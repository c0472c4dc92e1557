import { z } from 'zod';
import { vatTotal } from '../primitives.js';
import { sessionTotals } from './session-totals.js';
import {
  articleCode,
  articleUnit,
  barcode,
  basisPoints,
  businessDate,
  cashMovementKind,
  cents,
  count,
  countedDenominations,
  grossSource,
  instant,
  label,
  lateDoubts,
  lentBy,
  lineThousandths,
  ordinal,
  positiveCents,
  registerNumber,
  sellerCode,
  sha256,
  storeCode,
  tenderCode,
  tenderKind,
  tillCode,
  uuid,
} from './values.js';

/** What names a session for ever, whoever sends it and as often as it comes. The sha256 of its content is no part of it. */
export const sessionKey = z
  .object({
    storeCode,
    incarnation: uuid.meta({
      description:
        "Which life of the store's database: a restored database starts a new one, under a new id, so that its numbers never meet the former ones.",
    }),
    registerNumber,
    epoch: ordinal.meta({
      description: "Fencing number of the hold, as at the session's opening.",
      examples: [7],
    }),
    number: ordinal.meta({ description: 'Which session of that hold.', examples: [1] }),
  })
  .meta({ description: 'Identity of a session: store, life of its database, register, epoch and number.' });
export type SessionKey = z.infer<typeof sessionKey>;

export const exportedSession = z
  .object({
    type: z.literal('session'),
    key: sessionKey,
    sessionId: uuid,
    businessDate,
    tillCode,
    datasetVersion: count.meta({ description: 'The dataset that prices and VAT rates were taken from.' }),
    openedAt: instant,
    openedBy: sellerCode,
    openingFloatCents: positiveCents.meta({ description: 'Cash counted at the opening.' }),
    openingDenominations: countedDenominations.nullable(),
    previousCountCents: positiveCents.nullable().meta({
      description:
        "What this register's last closing counted, to compare the float with; null at its first session.",
    }),
  })
  .meta({ description: 'How the session was opened. The first record of every session, and only there.' });
export type ExportedSession = z.infer<typeof exportedSession>;

export const exportedTicketLine = z
  .object({
    lineId: uuid,
    articleCode,
    barcode,
    label,
    unit: articleUnit,
    quantityThousandths: lineThousandths,
    unitPriceCents: positiveCents.meta({ description: 'As sold, taxes included.' }),
    listPriceCents: positiveCents.meta({ description: "The dataset's price; another one when overridden." }),
    priceReason: z.string().nullable().meta({ description: 'Why the price was overridden; null when not.' }),
    priceAuthorisedBy: lentBy,
    grossCents: cents.meta({ description: 'Before discounts.' }),
    grossFrom: grossSource,
    discountCents: cents.meta({ description: "The line's own discount, of the sign of grossCents." }),
    discountBasisPoints: basisPoints.nullable().meta({ description: 'null when not given as a percentage.' }),
    discountAuthorisedBy: lentBy,
    ticketDiscountCents: cents.meta({ description: "The line's share of the ticket's discount." }),
    ttcCents: cents.meta({
      description: 'grossCents − discountCents − ticketDiscountCents, taxes included.',
    }),
    vatBasisPoints: basisPoints,
    originTicketId: uuid.nullable().meta({ description: 'Of a line given back: the ticket that sold it.' }),
    originLineId: uuid.nullable(),
    refundAuthorisedBy: lentBy,
  })
  .meta({ description: 'One line of a ticket, with label, price and VAT rate as they were sold.' });

export const exportedPayment = z
  .object({
    paymentId: uuid,
    tenderCode,
    kind: tenderKind,
    amountCents: cents.meta({ description: 'What it settles of the ticket: tenderedCents − changeCents.' }),
    tenderedCents: positiveCents.meta({ description: 'What the customer handed over.' }),
    changeCents: positiveCents.meta({ description: 'What was given back.' }),
  })
  .meta({ description: 'One payment of a ticket.' });

export const exportedTicket = z
  .object({
    type: z.literal('ticket'),
    number: ordinal.meta({ description: "Number in the register's own sequence; ascends within a session." }),
    ticketId: uuid,
    finalisedAt: instant,
    sellerCode,
    lines: z.array(exportedTicketLine).min(1).meta({ description: 'Their amounts sum to ttcCents.' }),
    discountBasisPoints: basisPoints
      .nullable()
      .meta({ description: "The ticket's discount, where it was given as a percentage." }),
    discountCents: positiveCents
      .nullable()
      .meta({ description: "The ticket's discount, where it was given as an amount." }),
    discountAuthorisedBy: lentBy,
    vat: z.array(vatTotal).min(1).meta({ description: 'Per rate, ascending; sums to ttcCents.' }),
    payments: z.array(exportedPayment).meta({ description: 'Their amounts sum to ttcCents.' }),
    ttcCents: cents.meta({ description: 'Amount of the ticket, taxes included.' }),
    late: z
      .object({
        sessionId: uuid.meta({
          description: 'The session it was sold in, which its till had lost or closed by then.',
        }),
        soldAt: instant.meta({ description: "By the till page's clock." }),
        admittedBy: sellerCode,
        doubts: lateDoubts,
        reason: z.string().nullable().meta({
          description: 'Why it was admitted as its page told it; null when nothing was doubtful.',
        }),
      })
      .nullable()
      .meta({
        description:
          'Of a ticket that was sold offline and came too late for its session: it counts in this one, which it was admitted into. null of every other.',
      }),
  })
  .meta({ description: 'A finalised ticket.' });
export type ExportedTicket = z.infer<typeof exportedTicket>;

export const exportedAbandonedTicket = z
  .object({
    type: z.literal('abandonedTicket'),
    ticketId: uuid,
    abandonedAt: instant,
    abandonedBy: sellerCode,
    lines: ordinal.meta({ description: 'How many lines it had.' }),
    ttcCents: cents.meta({ description: 'What it amounted to; counts in no total.' }),
  })
  .meta({ description: 'A ticket with lines that was given up before it was finalised.' });
export type ExportedAbandonedTicket = z.infer<typeof exportedAbandonedTicket>;

export const exportedDismissedLateTicket = z
  .object({
    type: z.literal('dismissedLateTicket'),
    ticketId: uuid,
    dismissedAt: instant,
    dismissedBy: sellerCode,
    reason: z.string(),
    soldIn: uuid.meta({ description: 'The session that it came too late for.' }),
    soldAt: instant.meta({ description: "By the till page's clock." }),
    soldBy: sellerCode,
    doubts: lateDoubts,
    sha256: sha256.meta({ description: 'Of what its page told; the store keeps it as it was told.' }),
    ttcCents: cents.meta({ description: 'What it came to on its page; counts in no total.' }),
  })
  .meta({
    description:
      'A ticket that was sold offline, came too late for its session, and that nobody will admit: it cannot be a ticket, or was rung again.',
  });
export type ExportedDismissedLateTicket = z.infer<typeof exportedDismissedLateTicket>;

const explained = {
  at: instant,
  reason: z.string().meta({ description: "The store's code of the reason.", examples: ['CHANGE'] }),
  note: z.string().nullable().meta({ description: 'What the seller wrote about it.' }),
  sellerCode,
  authorisedBy: sellerCode
    .nullable()
    .meta({ description: 'Who lent her the right, when she has not got it.' }),
};

export const exportedCashMovement = z
  .object({
    type: z.literal('cashMovement'),
    number: ordinal.meta({ description: 'Counts the movements of the session from 1, without gaps.' }),
    movementId: uuid,
    kind: cashMovementKind,
    amountCents: positiveCents,
    ...explained,
  })
  .meta({ description: 'Cash that went into the drawer or out of it without a ticket.' });
export type ExportedCashMovement = z.infer<typeof exportedCashMovement>;

export const exportedDrawerOpening = z
  .object({
    type: z.literal('drawerOpening'),
    number: ordinal.meta({ description: 'Counts those of the session from 1, without gaps.' }),
    openingId: uuid,
    ...explained,
  })
  .meta({ description: 'The drawer was opened without a sale.' });
export type ExportedDrawerOpening = z.infer<typeof exportedDrawerOpening>;

export const exportedRecount = z
  .object({
    type: z.literal('recount'),
    number: ordinal.meta({ description: 'Counts the recounts of the session from 1, without gaps.' }),
    recountId: uuid,
    countedAt: instant,
    countedBy: sellerCode,
    authorisedBy: lentBy,
    countedCents: positiveCents.meta({ description: 'What the drawer was found to hold.' }),
    denominations: countedDenominations.nullable(),
    formerCountCents: positiveCents.meta({ description: 'The count before this one.' }),
    differenceCents: cents.meta({ description: 'countedCents − the expected cash of the session.' }),
    reason: z.string(),
  })
  .meta({
    description: 'The drawer was counted again after the closing. It changes nothing that the Z states.',
  });
export type ExportedRecount = z.infer<typeof exportedRecount>;

export const exportedTenderCount = z
  .object({
    tenderCode,
    kind: tenderKind,
    expectedCents: cents.meta({ description: 'Sum of its payments.' }),
    countedCents: cents,
    differenceCents: cents.meta({ description: 'countedCents − expectedCents.' }),
  })
  .meta({ description: 'A tender other than cash, as it was counted at the closing.' });

export const exportedZ = z
  .object({
    type: z.literal('z'),
    zNumber: ordinal.meta({ description: "Number in the register's own sequence of Zs." }),
    closedAt: instant,
    closedBy: sellerCode,
    firstTicketNumber: ordinal.nullable().meta({ description: 'null when no ticket was finalised.' }),
    lastTicketNumber: ordinal.nullable().meta({ description: 'null when no ticket was finalised.' }),
    forcedOut: z
      .array(z.object({ sellerCode, name: z.string() }))
      .meta({ description: 'Who was still connected and was logged out by force.' }),
    differenceReason: z
      .string()
      .nullable()
      .meta({ description: 'Why a count that differs was accepted; null when nothing was asked.' }),
    differenceAcceptedBy: sellerCode.nullable().meta({
      description: 'Who accepted a count that differs: whoever closed, or who lent her the right.',
    }),
    countedDenominations: countedDenominations.nullable(),
    tenderCounts: z.array(exportedTenderCount).meta({ description: 'Those that were counted.' }),
    xReadings: count.meta({ description: 'How often the running totals were read before the closing.' }),
    duplicateCount: count.meta({
      description: 'Copies marked DUPLICATA that were asked for since the last Z of the register.',
    }),
    totals: sessionTotals,
  })
  .meta({
    description: 'The closing and its Z, as printed. The last record of every session, and only there.',
  });
export type ExportedZ = z.infer<typeof exportedZ>;

/**
 * One line of a chunk, by its `type`. A session's lines stand in this order: the session, its tickets by number, its
 * abandoned tickets, the late tickets it dismissed, its cash movements and its openings of the drawer by number, its recounts, its Z. Further types come with further schema versions.
 */
export const exportRecord = z
  .discriminatedUnion('type', [
    exportedSession,
    exportedTicket,
    exportedAbandonedTicket,
    exportedDismissedLateTicket,
    exportedCashMovement,
    exportedDrawerOpening,
    exportedRecount,
    exportedZ,
  ])
  .meta({
    description:
      'One line of a chunk. Order within a session: `session`, each `ticket` by number, each `abandonedTicket`, each `dismissedLateTicket`, each `cashMovement` and each `drawerOpening` by number, each `recount` by number, `z`.',
  });
export type ExportRecord = z.infer<typeof exportRecord>;
