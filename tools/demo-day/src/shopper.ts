import { type TicketView } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from './api.js';
import { type LedgerTicket, sum, totalBy } from './ledger.js';
import type { PricedArticle, PriceList, Tender } from './price-list.js';
import type { Random } from './random.js';
import type { TillClient } from './till-client.js';

/** A seller at an open register. */
export interface Counter {
  readonly till: TillClient;
  readonly registerId: string;
  readonly connectionToken: string;
}
interface Item {
  readonly article: PricedArticle;
  readonly quantity: number;
}
type Payment = Readonly<{ tender: Tender; tenderedCents: number; amountCents: number }>;

/** Scans a basket. The till's total must be the driver's own, line by line. */
export async function scanBasket(counter: Counter, prices: PriceList, random: Random) {
  const { till, registerId, connectionToken } = counter;
  const ticketId = uuidv7();
  granted('start a ticket', await till.startTicket(registerId, connectionToken, ticketId));
  const items = Array.from({ length: random.whole(1, 7) }, () => ({
    article: random.pick(prices.articles),
    quantity: random.chance(0.2) ? random.whole(2, 4) : 1,
  }));
  let lastLineId = '';
  for (const { article, quantity } of items) {
    const answer = await till.addLine(registerId, connectionToken, ticketId, article.barcode, quantity);
    const ticket = granted(`scan ${article.barcode}`, answer);
    const line = ticket.lines.at(-1);
    if (line?.unitPriceCents !== article.priceCents || line.vatBasisPoints !== article.vatBasisPoints) {
      throw new DayFailure(
        'scan',
        `${article.barcode} costs ${line?.unitPriceCents}, head office says ${article.priceCents}`,
      );
    }
    lastLineId = line.lineId;
  }
  return { ticketId, items, lastLineId };
}

/** Pays and finalises a basket; the answer is entered in the driver's book only if it is what the driver reckoned. */
export async function payBasket(
  counter: Counter,
  basket: { readonly ticketId: string; readonly items: readonly Item[] },
  prices: PriceList,
  random: Random,
  printReceipt: boolean,
): Promise<LedgerTicket> {
  const { till, registerId, connectionToken } = counter;
  const { ticketId, items } = basket;
  const ttcCents = sum(items.map(({ article, quantity }) => article.priceCents * quantity));
  const payments = choosePayments(ttcCents, prices.tenders, random);
  for (const { tender, tenderedCents } of payments) {
    const answer = await till.addPayment(
      registerId,
      connectionToken,
      ticketId,
      tender.tenderCode,
      tenderedCents,
    );
    granted(`pay by ${tender.tenderCode}`, answer);
  }
  const answer = await till.finalise(registerId, connectionToken, ticketId, printReceipt);
  const ticket = granted('finalise a ticket', answer);
  const cash = payments.filter((payment) => payment.tender.kind === 'CASH');
  const cashTakenCents = sum(cash.map((payment) => payment.tenderedCents));
  const changeCents = cashTakenCents - sum(cash.map((payment) => payment.amountCents));
  agree(ticket, ttcCents, changeCents);
  return {
    ticketId,
    number: ticket.number ?? 0,
    ttcCents,
    ttcByRate: totalBy(
      items.map(({ article, quantity }) => [article.vatBasisPoints, article.priceCents * quantity]),
    ),
    payments: payments.map(({ tender, amountCents }) => ({ ...tender, amountCents })),
    cashTakenCents,
    changeCents,
    printJobId: ticket.printJobId,
  };
}

function agree(ticket: TicketView, ttcCents: number, changeCents: number): void {
  const vatCents = sum(ticket.vat.map((rate) => rate.htCents + rate.vatCents));
  if (ticket.ttcCents !== ttcCents || ticket.changeCents !== changeCents || vatCents !== ttcCents) {
    const facts = {
      ticket: ticket.ttcCents,
      ours: ttcCents,
      change: ticket.changeCents,
      ourChange: changeCents,
      vatCents,
    };
    throw new DayFailure('finalise a ticket', `the amounts differ: ${JSON.stringify(facts)}`);
  }
}

/** One or two tenders; cash comes in notes, so that there is change to give. */
function choosePayments(dueCents: number, tenders: readonly Tender[], random: Random): readonly Payment[] {
  const byKind = (kind: Tender['kind']): Tender => {
    const tender = tenders.find((candidate) => candidate.kind === kind);
    if (!tender) throw new DayFailure('choose a tender', `head office has none of kind ${kind}`);
    return tender;
  };
  const exactly = (kind: Tender['kind'], cents: number) => ({
    tender: byKind(kind),
    tenderedCents: cents,
    amountCents: cents,
  });
  const inNotes = (cents: number): Payment => {
    const note = random.pick([500, 1000, 2000, 5000]);
    return { tender: byKind('CASH'), tenderedCents: Math.ceil(cents / note) * note, amountCents: cents };
  };
  const way = random.next();
  if (way < 0.4) return [inNotes(dueCents)];
  if (way < 0.75) return [exactly('CARD', dueCents)];
  if (way < 0.85 || dueCents < 400) return [exactly('CHEQUE', dueCents)];
  const voucherCents = Math.min(Math.floor(dueCents / 2), 1100);
  const rest = dueCents - voucherCents;
  return [exactly('VOUCHER', voucherCents), random.chance(0.5) ? inNotes(rest) : exactly('CARD', rest)];
}
