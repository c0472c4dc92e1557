import { DayFailure, granted } from '../api.js';
import { type CounterArticle, type PricedArticle, withCheckDigit } from '../price-list.js';
import { partOf } from '../reckon.js';
import { Sale } from '../sale.js';
import type { AtWork } from './at-work.js';

/** One ticket with everything that a scanner may send for an article sold by the piece. */
export async function scanEveryWay({ session, first }: AtWork): Promise<void> {
  const { prices, random, desk } = session.floor;
  const article = random.pick(prices.articles.filter(({ barcode }) => barcode.length === 13));
  const gtin14 = `0${article.barcode}`;
  const sale = await Sale.start(session, first);
  const once = await sale.scan(article.barcode, article);
  await sale.changeQuantity(once, 3_000);
  await sale.scan(gtin14, article);
  await sale.scan(`https://id.gs1.org/01/${gtin14}`, article);
  await sale.scan(`]d201${gtin14}`, article);
  const { barcode, ...found } = await searched(session.registerId, article, desk);
  await sale.scan(barcode, found, 2_000);
  const short = prices.counter.find(({ barcodes }) => barcodes.some(({ length }) => length === 8));
  const gtin8 = short?.barcodes.find(({ length }) => length === 8);
  if (short && gtin8 !== undefined) await sale.scan(gtin8, short);
  await sale.settle('CARD');
}

/** Finds the article by its label, as who has no barcode to scan does. Its price must be head office's. */
async function searched(
  registerId: string,
  article: PricedArticle,
  desk: AtWork['session']['floor']['desk'],
) {
  const { articles } = granted('search a label', await desk.searchArticles(registerId, article.label));
  const found = articles.find(({ barcodes }) => barcodes.includes(article.barcode));
  if (found?.unitPriceCents !== article.priceCents)
    throw new DayFailure('search a label', `« ${article.label} » is found at ${found?.unitPriceCents}`);
  return article;
}

/** Fruit on the scale, cheese under a label with its price, ham under one with its weight: a receipt the law wants printed. */
export async function sellByWeight({ session, second }: AtWork): Promise<void> {
  const { floor } = session;
  const { prices, random, desk } = floor;
  const weighed = prices.counter.filter(({ unit }) => unit === 'KILOGRAM');
  if (weighed.length === 0) {
    console.log(`  … ${floor.name}: head office has nothing that is weighed`);
    return;
  }
  const typed = random.pick(weighed.filter(({ barcodes }) => barcodes.some(({ length }) => length === 4)));
  const cheese = random.pick(weighed);
  const ham = random.pick(weighed);
  const sale = await Sale.start(session, second);
  const code = barcodeOf(typed, /^[0-9]{4}$/u);
  const forgotten = await desk.scan(sale.on, crypto.randomUUID(), code);
  floor.refusals.expect('sell by weight without weighing', 'QUANTITY_INVALID', forgotten);
  await sale.scan(code, typed, random.whole(100, 2_500));

  const priceCents = random.whole(150, 2_000);
  await sale.scanLabel(label(barcodeOf(cheese, /^21/u), priceCents), cheese, {
    thousandths: Math.max(1, partOf(1_000, priceCents, cheese.priceCents)),
    grossCents: priceCents,
  });
  const thousandths = random.whole(80, 900);
  await sale.scanLabel(label(barcodeOf(ham, /^26/u), thousandths), ham, {
    thousandths,
    grossCents: partOf(ham.priceCents, thousandths, 1_000),
  });
  const { ledger } = await sale.settle('CASH');
  if (ledger.printJobId === null)
    throw new DayFailure('sell by weight', 'no receipt is printed of what was weighed');
}

const barcodeOf = ({ barcodes, label: name }: CounterArticle, pattern: RegExp): string => {
  const barcode = barcodes.find((candidate) => pattern.test(candidate));
  if (barcode === undefined) throw new DayFailure('sell by weight', `« ${name} » has no ${pattern}`);
  return barcode;
};

/** The item's barcode with a value in the place of its zeros. */
const label = (itemBarcode: string, value: number): string =>
  withCheckDigit(`${itemBarcode.slice(0, 7)}${String(value).padStart(5, '0')}`);
