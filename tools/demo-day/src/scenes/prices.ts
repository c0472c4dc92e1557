import { Sale } from '../sale.js';
import type { AtWork } from './at-work.js';
import { lend } from './lending.js';

/** What a responsable takes off by her own right: of a line and of the ticket, amounts and percentages, and a price of her own. */
export async function lowerPrices({ session, boss }: AtWork): Promise<void> {
  const { prices, random } = session.floor;
  const dear = prices.articles.filter(({ priceCents }) => priceCents >= 100);
  const byPercent = await Sale.start(session, boss);
  const lines: string[] = [];
  for (let scanned = 0; scanned < 4; scanned += 1) {
    const article = random.pick(dear);
    lines.push(await byPercent.scan(article.barcode, article, random.whole(1, 3) * 1_000));
  }
  const [first = '', second = '', third = ''] = lines;
  await byPercent.discountLine(first, { basisPoints: 1_250 });
  await byPercent.discountLine(second, { amountCents: 37 });
  await byPercent.overridePrice(third, 95, 'Emballage abîmé');
  await byPercent.discountTicket({ basisPoints: 500 });
  await byPercent.settle('CASH');

  const byAmount = await Sale.start(session, boss);
  for (let scanned = 0; scanned < 3; scanned += 1) {
    const article = random.pick(dear);
    await byAmount.scan(article.barcode, article);
  }
  await byAmount.discountTicket({ amountCents: 100 });
  await byAmount.settle('CARD');
}

/** A cashier has no such right: it is lent to her for a line and an amount, once, and for nothing else. */
export async function lendADiscount({ session, first, responsable, cashiers }: AtWork): Promise<void> {
  const { floor } = session;
  const { desk, refusals, prices, random } = floor;
  const article = random.pick(prices.articles.filter(({ priceCents }) => priceCents >= 300));
  const sale = await Sale.start(session, first);
  const lineId = await sale.scan(article.barcode, article);
  const discount = { amountCents: 100 };
  const alone = await desk.discountLine(sale.on, lineId, { discount });
  refusals.expect('a cashier gives a discount', 'RIGHT_MISSING', alone);
  const borrower = cashiers[0].code;
  const bound = { subjectId: lineId, amountCents: 100 };
  const grantId = await lend(session, responsable, borrower, 'DISCOUNT', bound);
  const more = await desk.discountLine(sale.on, lineId, { discount: { amountCents: 101 }, grantId });
  refusals.expect('a discount beyond what was lent', 'GRANT_DIFFERS', more);
  await sale.discountLine(lineId, discount, grantId);
  const another = await sale.scan(article.barcode, article);
  const elsewhere = await desk.discountLine(sale.on, another, { discount, grantId });
  refusals.expect('a right lent for another line', 'GRANT_DIFFERS', elsewhere);
  const again = await desk.discountLine(sale.on, lineId, { discount: { amountCents: 99 }, grantId });
  refusals.expect('a right lent is used twice', 'GRANT_USED', again);
  await sale.settle('CASH', true);
}
