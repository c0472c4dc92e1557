import type { SellerLogin } from '@encaisse/contracts';
import { DayFailure, granted } from '../api.js';
import { Sale } from '../sale.js';
import { connectSeller, type OpenSession } from '../selling.js';
import type { Counter } from '../shopper.js';
import type { AtWork } from './at-work.js';

/** Connects the responsable and both cashiers to one register, and sees them listed. */
export async function comeToWork(
  session: OpenSession,
  responsable: SellerLogin,
  cashiers: readonly [SellerLogin, SellerLogin],
): Promise<AtWork> {
  const boss = await connectSeller(session, responsable);
  const first = await connectSeller(session, cashiers[0]);
  const second = await connectSeller(session, cashiers[1]);
  const { desk } = session.floor;
  const { users } = granted('list who is connected', await desk.connectedUsers(session.registerId));
  const listed = users.map(({ sellerCode }) => sellerCode);
  const wanted = [responsable, ...cashiers].map(({ code }) => code);
  if (wanted.some((code) => !listed.includes(code)))
    throw new DayFailure('list who is connected', `${listed.join(', ')} are, not ${wanted.join(', ')}`);
  return { session, boss, first, second, responsable, cashiers };
}

/** Each cashier has a draft of her own; one is parked, and the other cashier goes on with it. */
export async function workSideBySide({ session, first, second }: AtWork): Promise<void> {
  const { floor, registerId } = session;
  const { prices, random, till, refusals, desk } = floor;
  const hers = await Sale.start(session, first);
  const others = await Sale.start(session, second);
  for (const sale of [hers, others, hers]) {
    const article = random.pick(prices.articles);
    await sale.scan(article.barcode, article);
  }
  const meddled = await desk.discountTicket({ ...second, ticketId: hers.ticketId }, { discount: null });
  refusals.expect("change another seller's ticket", 'TICKET_OF_ANOTHER_SELLER', meddled);
  const { tickets } = granted('list tickets in progress', await till.ticketsInProgress(registerId));
  if (tickets.length !== 2) throw new DayFailure('list tickets in progress', `${tickets.length}, not 2`);
  await hers.park();
  await hers.takeUp(second);
  await others.settle('CASH');
  await hers.settle('CARD');
}

/** Who was forced out is told: her page at its next heartbeat, she herself at her next action. */
export async function tellWhoWasForcedOut({ floor }: OpenSession, counter: Counter): Promise<void> {
  const { connections } = granted('heartbeat', await floor.desk.heartbeat([counter.connectionToken]));
  const [ended] = connections;
  if (ended?.ended !== 'FORCED')
    throw new DayFailure('heartbeat', `her connection is said to be ${ended?.ended}, not FORCED`);
  const { till, registerId, connectionToken } = counter;
  const next = await till.startTicket(registerId, connectionToken, crypto.randomUUID());
  floor.refusals.expect('sell on after being forced out', 'CONNECTION_ENDED', next);
}
