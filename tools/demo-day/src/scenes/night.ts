import { setTimeout as sleep } from 'node:timers/promises';
import type { SellerLogin } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import type { Floor } from '../floor.js';
import type { Sold } from '../sale.js';
import type { OpenSession } from '../selling.js';
import type { Counter } from '../shopper.js';
import {
  type AtThePrinter,
  jobOf,
  mustShow,
  printTestPage,
  sellWithReceipt,
  untilJob,
  weathered,
} from './printing.js';

/** How long a second opening of the drawer is looked out for. */
const LOOK_OUT_MS = 1_000;
const PATIENCE_MS = 30_000;
/** A receipt that lives longer than that is not waited for. */
const NIGHT_MS_MAX = 80_000;

/** The drawer opens without a sale: one pulse for it, and not a second one. */
export async function openTheDrawerOnce(session: OpenSession, boss: Counter): Promise<void> {
  const { printer } = session.floor;
  const before = await printer.drawersOpened();
  await openTheDrawer(session, boss);
  for (
    const deadline = Date.now() + PATIENCE_MS;
    (await printer.drawersOpened()) === before;
    await sleep(200)
  )
    if (Date.now() > deadline) throw new DayFailure('open the drawer', 'it stays shut');
  await sleep(LOOK_OUT_MS);
  const opened = (await printer.drawersOpened()) - before;
  if (opened !== 1) throw new DayFailure('open the drawer', `it opened ${opened} times`);
}

/** What somebody wanted of a printer that is off. */
interface Evening {
  readonly sold: Sold;
  readonly pulseJobId: string;
  readonly drawersOpened: number;
}

/** The printer is switched off in the evening: a customer's receipt waits, and a drawer that somebody wanted open. */
export async function switchOff(at: AtThePrinter, boss: Counter): Promise<Evening> {
  const { session } = at;
  const { floor } = session;
  const drawersOpened = await floor.printer.drawersOpened();
  await floor.printer.turn({ power: 'off' });
  const sold = await sellWithReceipt(at);
  await openTheDrawer(session, boss);
  const { waiting } = granted('list what waits', await floor.desk.openPrintJobs());
  const pulse = waiting.find(({ kind }) => kind === 'drawerPulse');
  if (pulse === undefined)
    throw new DayFailure('open the drawer', 'no pulse waits for the printer that is off');
  await untilJob(floor, jobOf(sold), ['WAITING']);
  return { sold, pulseJobId: pulse.printJobId, drawersOpened };
}

/** A printer that is off keeps no other one of the store waiting. */
export async function printBeside(dead: Floor, other: Floor, seller: SellerLogin): Promise<void> {
  await printTestPage(other, seller);
  weathered(dead, 'DEAD', `${other.name} printed meanwhile`);
}

/**
 * The next morning it is too late for what somebody wanted the evening before: no drawer opens, and no ticket of yesterday comes
 * out.
 */
export async function switchOnInTheMorning(at: AtThePrinter, evening: Evening): Promise<void> {
  const { session, seller } = at;
  const { floor } = session;
  const { sold, pulseJobId, drawersOpened } = evening;
  const receipt = granted('read a print job', await floor.till.printJob(jobOf(sold)));
  const isNight = Date.parse(receipt.expiresAt) - Date.now() < NIGHT_MS_MAX;
  await untilJob(floor, pulseJobId, ['EXPIRED']);
  floor.prints.pulseExpired();
  if (isNight) {
    floor.prints.expect(jobOf(sold), 'EXPIRED');
    await untilJob(floor, jobOf(sold), ['EXPIRED']);
  }
  await floor.printer.turn({ power: 'on' });
  await printTestPage(floor, seller);
  if ((await floor.printer.drawersOpened()) !== drawersOpened)
    throw new DayFailure('switch the printer on', 'a drawer opened that nobody stands before any more');
  await mustShow(at, sold, isNight ? 0 : 1);
  weathered(floor, 'OFF_AT_NIGHT', isNight ? 'EXPIRED' : 'WAITING, then CONFIRMED: the night was too short');
}

async function openTheDrawer({ floor, ledger }: OpenSession, boss: Counter): Promise<void> {
  const body = { openingId: uuidv7(), reason: 'CHECK' } as const;
  granted('open the drawer', await floor.desk.openDrawer(boss, body));
  ledger.drawer.openings += 1;
}
