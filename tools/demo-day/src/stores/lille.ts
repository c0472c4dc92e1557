import { granted } from '../api.js';
import {
  type Crew,
  crewOf,
  type Floor,
  importRegister,
  LOCAL_RESPONSABLE,
  loginOf,
  registerOnScreen,
} from '../floor.js';
import type { SessionLedger } from '../ledger.js';
import { admitWhatCameLate, sellOffline } from '../scenes/late-tickets.js';
import { moveHold, releaseAndMatch, sellAndPark, untilNothingWaits } from '../scenes/lost-till.js';
import { openTheDrawerOnce, printBeside, switchOff, switchOnInTheMorning } from '../scenes/night.js';
import {
  cutLine,
  endOfPaperWhilePrinting,
  lyingPrinter,
  printSlowly,
  waitForThePrinter,
} from '../scenes/printing.js';
import { closeSession, connectSeller, openSession, serve, serveByCard } from '../selling.js';
import { exportRegister, simpleSession } from '../shifts.js';
import type { StoreScript } from '../store-script.js';

/** The store whose printers and tills fail. It counts with what should be there before its eyes. */
export const playLille: StoreScript = async ({ T1, T2 }) => {
  const first = await registerOnScreen(T1, 1);
  await T1.headOffice.changeStoreSettings(T1.storeId, { blindCount: false });
  await importRegister(T1, first.registerId, await loginOf(T1, LOCAL_RESPONSABLE));
  const crew = await crewOf(T1);
  const dark = Promise.withResolvers<void>();
  const days = await Promise.all([
    playBadPrinter(T1, T2, crew, dark.promise),
    playTillOfTheNight(T2, crew, dark.resolve),
  ]);
  const moved = await playBrokenTill(T1, T2, crew);
  const lost = await playLostTill(T1, T2, crew);
  return [...days, moved, lost, await playAgain(T1, crew)];
};

/** Each weather of a printer once, receipts and drawer pulses in the midst of it. */
async function playBadPrinter(
  floor: Floor,
  beside: Floor,
  crew: Crew,
  besideIsOff: Promise<void>,
): Promise<SessionLedger> {
  const { responsable, cashiers } = crew;
  const { registerId } = await registerOnScreen(floor, 1);
  const session = await openSession(floor, 1, registerId, responsable, 10_000);
  const boss = await connectSeller(session, responsable);
  const counter = await connectSeller(session, cashiers[0]);
  const at = { session, counter, seller: cashiers[0], responsable };
  await serve(session, counter, 40, 2);
  await besideIsOff;
  await printBeside(beside, floor, cashiers[0]);
  await openTheDrawerOnce(session, boss);
  await waitForThePrinter(at);
  await printSlowly(at);
  await endOfPaperWhilePrinting(at);
  await cutLine(at);
  await lyingPrinter(at);
  for (const { connectionToken } of [boss, counter])
    granted('disconnect', await floor.till.disconnect(registerId, connectionToken));
  await closeSession(session);
  await exportRegister(floor, registerId, responsable);
  return session.ledger;
}

/** The first till breaks down in the middle of its day: the second one goes on with it, a parked ticket too. */
async function playBrokenTill(broken: Floor, whole: Floor, crew: Crew): Promise<SessionLedger> {
  const { responsable, cashiers } = crew;
  const { registerId } = await registerOnScreen(broken, 1);
  await importRegister(broken, registerId, responsable);
  const session = await openSession(broken, 1, registerId, responsable, 10_000);
  const counter = await connectSeller(session, cashiers[0]);
  await serve(session, counter, 5, 1);
  const parked = await sellAndPark(session, counter);
  const offline = sellOffline(session, cashiers[0]);
  const moved = await moveHold(session, whole, cashiers[0]);
  const boss = await connectSeller(moved, responsable);
  const there = await connectSeller(moved, cashiers[1]);
  await parked.takeUp(there);
  await parked.settle('CASH', true);
  await serve(moved, there, 3, 0);
  await admitWhatCameLate(moved, broken, offline, { boss, cashier: there });
  for (const { connectionToken } of [boss, there])
    granted('disconnect', await whole.till.disconnect(registerId, connectionToken));
  await closeSession(moved);
  await exportRegister(whole, registerId, responsable);
  return moved.ledger;
}

/** The second till is gone with the register open on it. What it sold turns up, and the register comes back. */
async function playLostTill(first: Floor, lost: Floor, crew: Crew): Promise<SessionLedger> {
  const { responsable, cashiers } = crew;
  const { registerId } = await registerOnScreen(lost, 1);
  await importRegister(lost, registerId, responsable);
  const session = await openSession(lost, 1, registerId, responsable, 10_000);
  const counter = await connectSeller(session, cashiers[0]);
  await serve(session, counter, 4, 1);
  await releaseAndMatch(session, first, counter);
  return session.ledger;
}

async function playAgain(floor: Floor, crew: Crew): Promise<SessionLedger> {
  const { registerId } = await registerOnScreen(floor, 1);
  await importRegister(floor, registerId, crew.responsable);
  const ledger = await simpleSession(floor, crew, 1, registerId, 5);
  await exportRegister(floor, registerId, crew.responsable);
  return ledger;
}

/** Its printer is off for the whole day, which sells on, and on again before the evening's Z. */
async function playTillOfTheNight(floor: Floor, crew: Crew, isOff: () => void): Promise<SessionLedger> {
  const { responsable, cashiers } = crew;
  const { registerId } = await registerOnScreen(floor, 2);
  await importRegister(floor, registerId, responsable);
  const session = await openSession(floor, 2, registerId, responsable, 10_000);
  const boss = await connectSeller(session, responsable);
  const counter = await connectSeller(session, cashiers[0]);
  const at = { session, counter, seller: cashiers[0], responsable };
  await serve(session, counter, 10, 1);
  await untilNothingWaits(floor);
  const evening = await switchOff(at, boss);
  isOff();
  await serveByCard(session, counter, 40);
  await switchOnInTheMorning(at, evening);
  for (const { connectionToken } of [boss, counter])
    granted('disconnect', await floor.till.disconnect(registerId, connectionToken));
  await closeSession(session);
  await exportRegister(floor, registerId, responsable);
  return session.ledger;
}
