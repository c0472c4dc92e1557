import { type SellerLogin } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from './api.js';
import type { Floor } from './floor.js';
import { SessionLedger } from './ledger.js';
import { Sale } from './sale.js';
import { type Counter, payBasket, scanBasket } from './shopper.js';

export interface OpenSession {
  readonly floor: Floor;
  readonly registerId: string;
  readonly responsable: SellerLogin;
  readonly ledger: SessionLedger;
}

/** Opens the register with a counted float. */
export async function openSession(
  floor: Floor,
  registerNumber: number,
  registerId: string,
  responsable: SellerLogin,
  openingFloatCents: number,
): Promise<OpenSession> {
  const session = granted('open', await floor.till.open(registerId, responsable, openingFloatCents));
  console.log(
    `  ✓ ${floor.name} opened register ${registerNumber}, session ${session.epoch}-${session.number}`,
  );
  const ledger = new SessionLedger(floor.name, floor.storeCode, registerNumber, session, openingFloatCents);
  return { floor, registerId, responsable, ledger };
}

export async function connectSeller(
  { floor, registerId }: OpenSession,
  seller: SellerLogin,
): Promise<Counter> {
  const { connectionToken } = granted('connect', await floor.till.connect(registerId, seller));
  return { till: floor.till, registerId, connectionToken };
}

/** One shopper after the other; `printed` of them ask for their receipt. */
export async function serve(
  session: OpenSession,
  counter: Counter,
  tickets: number,
  printed: number,
): Promise<void> {
  const { floor, ledger } = session;
  for (let served = 0; served < tickets; served += 1) {
    const basket = await scanBasket(counter, floor.prices, floor.random);
    ledger.tickets.push(await payBasket(counter, basket, floor.prices, floor.random, served < printed));
  }
}

/** Shoppers who pay by card and want no paper: nothing is asked of a printer. */
export async function serveByCard(session: OpenSession, counter: Counter, tickets: number): Promise<void> {
  const { prices, random } = session.floor;
  for (let served = 0; served < tickets; served += 1) {
    const sale = await Sale.start(session, counter);
    for (let scanned = random.whole(1, 6); scanned > 0; scanned -= 1) {
      const article = random.pick(prices.articles);
      await sale.scan(article.barcode, article, random.whole(1, 3) * 1_000);
    }
    await sale.settle('CARD');
  }
}

/** A shopper forgot her purse: her ticket waits while the next one is served, then somebody else takes it up. */
export async function parkAndResume(session: OpenSession, first: Counter, second: Counter): Promise<void> {
  const { floor, ledger, registerId } = session;
  const basket = await scanBasket(first, floor.prices, floor.random);
  granted('park', await floor.till.move(registerId, first.connectionToken, basket.ticketId, 'park'));
  await serve(session, first, 1, 0);
  granted('resume', await floor.till.move(registerId, second.connectionToken, basket.ticketId, 'resume'));
  ledger.tickets.push(await payBasket(second, basket, floor.prices, floor.random, false));
}

/** A shopper leaves without buying: an article taken off, then the ticket abandoned. */
export async function abandonOne(
  { floor, ledger, registerId }: OpenSession,
  counter: Counter,
): Promise<void> {
  const { connectionToken } = counter;
  const { ticketId, lastLineId } = await scanBasket(counter, floor.prices, floor.random);
  const oneLess = await floor.till.removeLine(registerId, connectionToken, ticketId, lastLineId);
  // A ticket that has nothing left is nothing: it is not one of those that were abandoned.
  const isEmpty = granted('take an article off', oneLess).lines.length === 0;
  granted('abandon', await floor.till.move(registerId, connectionToken, ticketId, 'abandon'));
  if (isEmpty) return;
  ledger.abandoned += 1;
}

/** A draft nobody finished: it keeps the register from closing. */
export async function leaveUnfinished({ floor }: OpenSession, counter: Counter): Promise<string> {
  return (await scanBasket(counter, floor.prices, floor.random)).ticketId;
}

/** Counts the drawer and closes, with nothing in the way. */
export async function closeSession(session: OpenSession): Promise<void> {
  const { floor, registerId, responsable, ledger } = session;
  const closingId = uuidv7();
  const started = await floor.till.startClosing(registerId, closingId, responsable);
  const { expected } = granted('start the closing', started);
  // Told only where the store does not count blind.
  if (expected && expected.cashCents !== ledger.expectedCashCents)
    throw new DayFailure('start the closing', `the till expects ${expected.cashCents} in the drawer`);
  await submitCount(session, closingId, { countedCashCents: ledger.expectedCashCents });
}

/** Submits a count that is accepted and notes the Z. */
export async function submitCount(
  session: OpenSession,
  closingId: string,
  count: { countedCashCents: number; forceUsers?: boolean; acceptDifference?: boolean; reason?: string },
): Promise<void> {
  const { floor, registerId, responsable, ledger } = session;
  const answer = await floor.till.submitCount(registerId, closingId, { seller: responsable, ...count });
  const { z } = granted('close', answer);
  if (!z) throw new Error('a closing that was accepted has no Z');
  ledger.zNumber = z.zNumber;
  ledger.zPrintJobId = z.printJobId;
  ledger.countedCashCents = count.countedCashCents;
  console.log(
    `  ✓ ${floor.name} closed register ${ledger.registerNumber}: Z n° ${z.zNumber}, ${ledger.tickets.length} tickets`,
  );
}
