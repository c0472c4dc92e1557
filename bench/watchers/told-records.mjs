import { randomUUID } from 'node:crypto';

/** @import { EventRecord } from '@encaisse/contracts' */

const VAT_BASIS_POINTS = 2_000;

/** @param {number} ttcCents */
const vatOf = (ttcCents) => {
  const htCents = Math.round((ttcCents * 10_000) / (10_000 + VAT_BASIS_POINTS));
  return { basisPoints: VAT_BASIS_POINTS, htCents, vatCents: ttcCents - htCents, ttcCents };
};

/**
 * A ticket of two lines, as its store exports it.
 * @param {{ number: number, ticketId: string, finalisedAt: string, ttcCents: number }} sale
 * @returns {EventRecord}
 */
export function ticketRecord({ number, ticketId, finalisedAt, ttcCents }) {
  const first = Math.floor(ttcCents / 2);
  return {
    ...{ type: 'ticket', number, ticketId, finalisedAt, sellerCode: 'V01' },
    lines: [lineOf(first, number), lineOf(ttcCents - first, number + 1)],
    ...{ discountBasisPoints: null, discountCents: null, discountAuthorisedBy: null },
    vat: [vatOf(ttcCents)],
    payments: [
      {
        ...{ paymentId: randomUUID(), tenderCode: 'ESP', kind: 'CASH' },
        ...{ amountCents: ttcCents, tenderedCents: ttcCents, changeCents: 0 },
      },
    ],
    ...{ ttcCents, late: null },
  };
}

/**
 * @param {number} ttcCents
 * @param {number} choice which of the articles
 * @returns {Extract<EventRecord, { type: 'ticket' }>['lines'][number]}
 */
function lineOf(ttcCents, choice) {
  const article = String(1 + (choice % 500)).padStart(6, '0');
  return {
    ...{ lineId: randomUUID(), articleCode: `A${article}`, barcode: `3${article}000001`.slice(0, 13) },
    ...{ label: `Article ${article}`, unit: 'PIECE', quantityThousandths: 1_000 },
    ...{ unitPriceCents: ttcCents, listPriceCents: ttcCents, priceReason: null, priceAuthorisedBy: null },
    ...{ grossCents: ttcCents, grossFrom: 'PRICE' },
    ...{ discountCents: 0, discountBasisPoints: null, discountAuthorisedBy: null, ticketDiscountCents: 0 },
    ...{ ttcCents, vatBasisPoints: VAT_BASIS_POINTS },
    ...{ originTicketId: null, originLineId: null, refundAuthorisedBy: null },
  };
}

/**
 * The Z of a session, as its store exports it.
 * @param {{ zNumber: number, closedAt: string, ticketCount: number, ttcCents: number, floatCents: number, differenceCents: number }} z
 * @returns {EventRecord}
 */
export function zRecord({ zNumber, closedAt, ticketCount, ttcCents, floatCents, differenceCents }) {
  const expectedCents = floatCents + ttcCents;
  return {
    ...{ type: 'z', zNumber, closedAt, closedBy: 'RESP', firstTicketNumber: null, lastTicketNumber: null },
    ...{ forcedOut: [], differenceReason: null, differenceAcceptedBy: null, countedDenominations: null },
    ...{ tenderCounts: [], xReadings: 0, duplicateCount: 0 },
    totals: {
      ...{ ticketCount, abandonedCount: 0, lateTicketCount: 0, dismissedLateCount: 0, ttcCents },
      turnover: { saleCount: ticketCount, salesCents: ttcCents, refundCount: 0, refundsCents: 0 },
      ...{ vat: [vatOf(ttcCents)], tenders: [], cashMovements: [], drawerOpenings: 0 },
      reductions: { discountCount: 0, discountsCents: 0, overrideCount: 0, overridesCents: 0 },
      cash: {
        ...{ openingFloatCents: floatCents, expectedCents },
        ...{ countedCents: expectedCents + differenceCents, differenceCents },
      },
    },
  };
}
