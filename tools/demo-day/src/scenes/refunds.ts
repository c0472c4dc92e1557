import { DayFailure, granted } from '../api.js';
import { Sale, type Sold } from '../sale.js';
import type { AtWork } from './at-work.js';
import { lend } from './lending.js';

/** Sold to be brought back: two articles, one of them thrice, with a discount on the whole. */
async function sellToBringBack({ session, boss }: AtWork): Promise<Sold> {
  const { prices, random } = session.floor;
  const sale = await Sale.start(session, boss);
  for (const quantity of [3_000, 1_000]) {
    const article = random.pick(prices.articles.filter(({ priceCents }) => priceCents >= 100));
    await sale.scan(article.barcode, article, quantity);
  }
  await sale.discountTicket({ basisPoints: 700 });
  return sale.settle('CASH');
}

/** A whole ticket comes back, a part of one, and one article for another; never more than was sold. */
export async function takeBack(work: AtWork): Promise<void> {
  const { session, boss, first, responsable, cashiers } = work;
  const { desk, refusals, prices, random } = session.floor;

  const whole = await sellToBringBack(work);
  const back = await Sale.start(session, boss);
  await back.giveBackAll(whole);
  await back.settle('CASH');
  const twice = await Sale.start(session, boss);
  const again = await desk.refundLines(twice.on, { originTicketId: whole.ledger.ticketId });
  refusals.expect('give a ticket back twice', 'REFUND_EXCEEDS_SALE', again);
  const { till, registerId, connectionToken } = boss;
  granted('abandon', await till.move(registerId, connectionToken, twice.ticketId, 'abandon'));

  const sold = await findAgain(work, await sellToBringBack(work));
  const [thrice = '', once = ''] = sold.lines.keys();
  const part = await Sale.start(session, first);
  const lines = [{ lineId: crypto.randomUUID(), originLineId: thrice, quantityThousandths: 1_000 }];
  const alone = await desk.refundLines(part.on, { originTicketId: sold.ledger.ticketId, lines });
  refusals.expect('a cashier gives money back', 'RIGHT_MISSING', alone);
  const bound = { subjectId: part.ticketId };
  await part.giveBack(
    sold,
    thrice,
    1_000,
    await lend(session, responsable, cashiers[0].code, 'REFUND', bound),
  );
  await part.settle('CASH');

  // One article for another: the difference is paid, or paid back.
  const exchange = await Sale.start(session, boss);
  await exchange.giveBack(sold, once, 1_000);
  const other = random.pick(prices.articles);
  await exchange.scan(other.barcode, other);
  await exchange.settle(exchange.ttcCents < 0 ? 'CASH' : 'CARD');
}

/** Found by what the customer's receipt says, with all of it still to give. */
async function findAgain({ session }: AtWork, sold: Sold): Promise<Sold> {
  const { desk } = session.floor;
  const { ticketId, number, ttcCents } = sold.ledger;
  const search = { number: String(number), amountCents: String(ttcCents) };
  const { items } = granted('search a ticket', await desk.searchTickets(search));
  const found = items.find((item) => item.ticketId === ticketId);
  if (!found) throw new DayFailure('search a ticket', `ticket ${number} of ${ttcCents} is not found`);
  const { lines } = granted('read what may come back', await desk.refundable(ticketId));
  const cents = lines.reduce((total, line) => total + line.remainingCents, 0);
  if (cents !== ttcCents)
    throw new DayFailure('read what may come back', `${cents} of ${ttcCents} may still come back`);
  return sold;
}
