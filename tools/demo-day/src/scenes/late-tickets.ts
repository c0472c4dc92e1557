import type { SellerLogin } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import type { Floor } from '../floor.js';
import type { PricedArticle } from '../price-list.js';
import type { OpenSession } from '../selling.js';
import type { Counter } from '../shopper.js';

/** What a page sold while it had no line: one article, in notes that leave change. */
interface SoldOffline {
  readonly ticketId: string;
  readonly soldAt: string;
  readonly article: PricedArticle;
  readonly tenderCode: string;
  readonly tenderedCents: number;
  readonly sellerCode: string;
}

/** The line is down for a moment, and the page sells on by itself. */
export function sellOffline({ floor }: OpenSession, { code: sellerCode }: SellerLogin): SoldOffline {
  const { prices, random } = floor;
  const article = random.pick(prices.articles);
  const cash = prices.tenders.find(({ kind }) => kind === 'CASH');
  if (!cash) throw new DayFailure('sell offline', 'head office has no cash');
  return {
    ticketId: uuidv7(),
    soldAt: new Date().toISOString(),
    article,
    tenderCode: cash.tenderCode,
    tenderedCents: Math.ceil(article.priceCents / 1_000) * 1_000,
    sellerCode,
  };
}

/**
 * The broken till comes to life once its session has gone on elsewhere: what its page sold alone is kept apart, and by who may close
 * admitted into the session as it is now. One whose total is not what its lines come to was rung again by then, and is dismissed.
 */
export async function admitWhatCameLate(
  session: OpenSession,
  broken: Floor,
  offline: SoldOffline,
  { boss, cashier }: { readonly boss: Counter; readonly cashier: Counter },
): Promise<void> {
  const { floor, ledger } = session;
  const { refusals } = floor;
  const { sessionId } = ledger;
  const early = await floor.desk.keepLateTicket(sessionId, toldOf({ ...offline, ticketId: uuidv7() }));
  refusals.expect('keep apart what the session still takes', 'TICKET_NOT_LATE', early);
  const doubtful = { ...offline, ticketId: uuidv7() };
  granted('keep a late ticket', await broken.desk.keepLateTicket(sessionId, toldOf(offline)));
  const wrong = { ...toldOf(doubtful), ttcCents: doubtful.article.priceCents + 1 };
  const kept = granted('keep a late ticket', await broken.desk.keepLateTicket(sessionId, wrong));
  if (kept.doubts.length === 0) throw new DayFailure('keep a late ticket', 'a wrong total is not doubted');
  const { items } = granted('list late tickets', await floor.desk.lateTickets());
  if (![offline, doubtful].every(({ ticketId }) => items.some((item) => item.ticketId === ticketId)))
    throw new DayFailure('list late tickets', 'what was kept does not wait at the other till');

  const { ticketId } = offline;
  refusals.expect(
    'a cashier admits a late ticket',
    'RIGHT_MISSING',
    await floor.desk.admitLateTicket({ ...cashier, ticketId }),
  );
  const unexplained = await floor.desk.admitLateTicket({ ...boss, ticketId: doubtful.ticketId });
  refusals.expect('admit a doubtful ticket without a reason', 'LATE_TICKET_DOUBTFUL', unexplained);
  const ticket = granted('admit a late ticket', await floor.desk.admitLateTicket({ ...boss, ticketId }));
  enter(session, offline, ticket.number ?? 0, ticket.ttcCents);
  const dismissing = floor.desk.dismissLateTicket({ ...boss, ticketId: doubtful.ticketId }, 'Vente retapée');
  granted('dismiss a late ticket', await dismissing);
  ledger.dismissedLate += 1;
  console.log(
    `  ✓ ${floor.name} admitted a ticket that ${broken.name} had sold offline, and dismissed another`,
  );
}

/** In the driver's book, as it reckons it. */
function enter({ ledger }: OpenSession, sold: SoldOffline, number: number, ttcCents: number): void {
  const { ticketId, article, tenderCode, tenderedCents } = sold;
  const { priceCents, vatBasisPoints } = article;
  if (ttcCents !== priceCents)
    throw new DayFailure('admit a late ticket', `it comes to ${ttcCents}, the driver reckons ${priceCents}`);
  ledger.tickets.push({
    ticketId,
    number,
    ttcCents,
    ttcByRate: new Map([[vatBasisPoints, priceCents]]),
    payments: [{ tenderCode, kind: 'CASH', amountCents: priceCents }],
    cashTakenCents: tenderedCents,
    changeCents: tenderedCents - priceCents,
    printJobId: null,
    isLate: true,
  });
}

const toldOf = ({ ticketId, soldAt, sellerCode, article, tenderCode, tenderedCents }: SoldOffline) => ({
  ticketId,
  sellerCode,
  soldAt,
  lines: [{ lineId: uuidv7(), barcode: article.barcode, ttcCents: article.priceCents }],
  payments: [{ paymentId: uuidv7(), tenderCode, tenderedCents }],
  ttcCents: article.priceCents,
});
