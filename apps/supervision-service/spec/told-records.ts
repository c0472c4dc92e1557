import { randomUUID } from 'node:crypto';
import type { ExportedTicket, ExportedZ } from '@encaisse/contracts';

/** An article as it is sold once on a told ticket. */
export interface ToldArticle {
  readonly articleCode: string;
  readonly barcode: string;
  readonly label: string;
  readonly ttcCents: number;
  readonly vatBasisPoints?: number;
}
interface ToldSale {
  readonly number: number;
  readonly ticketId: string;
  readonly finalisedAt: string;
  readonly articles: readonly ToldArticle[];
  readonly tender: 'ESP' | 'CB';
}

const sum = (articles: readonly ToldArticle[]): number =>
  articles.reduce((total, { ttcCents }) => total + ttcCents, 0);

/** The record of a sale, as its store exports it. */
export function toldTicket({ articles, tender, ...sale }: ToldSale): ExportedTicket {
  const ttcCents = sum(articles);
  const byRate = Map.groupBy(articles, ({ vatBasisPoints = 2_000 }) => vatBasisPoints);
  return {
    type: 'ticket',
    ...sale,
    sellerCode: 'V01',
    lines: articles.map(lineOf),
    ...{ discountBasisPoints: null, discountCents: null, discountAuthorisedBy: null },
    vat: [...byRate].sort(([a], [b]) => a - b).map(([basisPoints, lines]) => vatOf(basisPoints, sum(lines))),
    payments: [
      {
        paymentId: randomUUID(),
        tenderCode: tender,
        kind: tender === 'ESP' ? 'CASH' : 'CARD',
        amountCents: ttcCents,
        tenderedCents: Math.max(ttcCents, 0),
        changeCents: 0,
      },
    ],
    ttcCents,
    late: null,
  };
}

const lineOf = (article: ToldArticle): ExportedTicket['lines'][number] => ({
  lineId: randomUUID(),
  articleCode: article.articleCode,
  barcode: article.barcode,
  label: article.label,
  unit: 'PIECE',
  quantityThousandths: 1_000,
  ...{ unitPriceCents: article.ttcCents, listPriceCents: article.ttcCents },
  ...{ priceReason: null, priceAuthorisedBy: null },
  ...{ grossCents: article.ttcCents, grossFrom: 'PRICE' },
  ...{ discountCents: 0, discountBasisPoints: null, discountAuthorisedBy: null, ticketDiscountCents: 0 },
  ttcCents: article.ttcCents,
  vatBasisPoints: article.vatBasisPoints ?? 2_000,
  ...{ originTicketId: null, originLineId: null, refundAuthorisedBy: null },
});

function vatOf(basisPoints: number, ttcCents: number): ExportedTicket['vat'][number] {
  const htCents = Math.round((ttcCents * 10_000) / (10_000 + basisPoints));
  return { basisPoints, htCents, vatCents: ttcCents - htCents, ttcCents };
}

/** The Z of a session, as its store exports it. */
export function toldZ(z: {
  readonly zNumber: number;
  readonly closedAt: string;
  readonly ticketCount: number;
  readonly ttcCents: number;
  readonly differenceCents: number;
}): ExportedZ {
  const { zNumber, closedAt, ticketCount, ttcCents, differenceCents } = z;
  return {
    type: 'z',
    ...{ zNumber, closedAt, closedBy: 'RESP', firstTicketNumber: null, lastTicketNumber: null },
    ...{ forcedOut: [], differenceReason: null, differenceAcceptedBy: null, countedDenominations: null },
    ...{ tenderCounts: [], xReadings: 0, duplicateCount: 0 },
    totals: {
      ...{ ticketCount, abandonedCount: 0, lateTicketCount: 0, dismissedLateCount: 0, ttcCents },
      turnover: { saleCount: ticketCount, salesCents: ttcCents, refundCount: 0, refundsCents: 0 },
      ...{ vat: [], tenders: [], cashMovements: [], drawerOpenings: 0 },
      reductions: { discountCount: 0, discountsCents: 0, overrideCount: 0, overridesCents: 0 },
      cash: {
        openingFloatCents: 10_000,
        expectedCents: 10_000,
        countedCents: 10_000 + differenceCents,
        differenceCents,
      },
    },
  };
}
