import { v7 as uuidv7 } from 'uuid';
import { granted } from '../api.js';
import { type Crew, type Floor, importRegister, registerOnScreen } from '../floor.js';
import type { SessionLedger } from '../ledger.js';
import type { AtWork } from '../scenes/at-work.js';
import { closeByALentRight, countAndClose, openCounted, recount } from '../scenes/counting.js';
import { useTheDrawer } from '../scenes/drawer.js';
import { scanEveryWay, sellByWeight } from '../scenes/goods.js';
import { comeToWork, tellWhoWasForcedOut, workSideBySide } from '../scenes/people.js';
import { lendADiscount, lowerPrices } from '../scenes/prices.js';
import { reachedFromHeadOffice } from '../scenes/reached-from-head-office.js';
import { takeBack } from '../scenes/refunds.js';
import { serve } from '../selling.js';
import { exportRegister } from '../shifts.js';

const NUMBER = 3;
const FLOAT_CENTS = 12_345;

/** The counter of Lyon: everything that a till does, in two sessions of one register. */
export async function playLyonCounter(floor: Floor, crew: Crew): Promise<readonly SessionLedger[]> {
  const { responsable, deputy, cashiers } = crew;
  const { registerId } = await registerOnScreen(floor, NUMBER);
  const place = { registerId, number: NUMBER };
  await importRegister(floor, registerId, responsable);

  const morning = await openCounted(floor, place, responsable, FLOAT_CENTS, undefined);
  const work = await comeToWork(morning, responsable, cashiers);
  await serve(morning, work.first, 26, 1);
  await workSideBySide(work);
  await scanEveryWay(work);
  await sellByWeight(work);
  await lowerPrices(work);
  await lendADiscount(work);
  await takeBack(work);
  await useTheDrawer(work);
  await serve(morning, work.second, 10, 0);
  await goHome(work, work.first, work.second, work.boss);
  await closeByALentRight(morning, deputy, responsable);
  await recount(morning, responsable, morning.ledger.expectedCashCents - 10);

  const left = morning.ledger.expectedCashCents - 10;
  const evening = await openCounted(floor, place, responsable, FLOAT_CENTS, left);
  const late = await reachedFromHeadOffice(await comeToWork(evening, responsable, cashiers), morning.ledger);
  await serve(evening, late.first, 14, 1);
  await useTheDrawer(late);
  await goHome(late, late.first, late.boss);
  await closeWhileOneIsLeft(late);
  await exportRegister(floor, registerId, responsable);
  return [morning.ledger, evening.ledger];
}

async function goHome({ session }: AtWork, ...counters: readonly AtWork['boss'][]): Promise<void> {
  for (const { till, connectionToken } of counters)
    granted('disconnect', await till.disconnect(session.registerId, connectionToken));
}

/** The second cashier is still there, and 60 cents are missing: less than the store tolerates, which wants no right. */
async function closeWhileOneIsLeft({ session, second, responsable }: AtWork): Promise<void> {
  const { floor, registerId, ledger } = session;
  const closingId = uuidv7();
  granted('start the closing', await floor.till.startClosing(registerId, closingId, responsable));
  await countAndClose(session, closingId, {
    seller: responsable,
    countedCashCents: ledger.expectedCashCents - 60,
    acceptDifference: true,
    forceUsers: true,
  });
  await tellWhoWasForcedOut(session, second);
}
