import { setTimeout as sleep } from 'node:timers/promises';
import type { SellerLogin } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import type { Floor } from '../floor.js';
import type { OpenSession } from '../selling.js';
import type { Counter } from '../shopper.js';
import { printTestPage, untilJob, weathered } from './printing.js';

/** How long a second opening of the drawer is looked out for. */
const LOOK_OUT_MS = 1_000;
const PATIENCE_MS = 30_000;

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

/**
 * A printer that is switched off keeps no other one waiting; and what it was to do is too late when it is switched on again: no
 * drawer opens in the morning for what somebody wanted the evening before.
 */
export async function offAtNight(
  session: OpenSession,
  boss: Counter,
  other: { readonly floor: Floor; readonly seller: SellerLogin },
): Promise<void> {
  const { floor } = session;
  const { printer } = floor;
  const before = await printer.drawersOpened();
  await printer.turn({ power: 'off' });
  await openTheDrawer(session, boss);
  const { waiting } = granted('list what waits', await floor.desk.openPrintJobs());
  const pulse = waiting.find(({ kind }) => kind === 'drawerPulse');
  if (pulse === undefined)
    throw new DayFailure('open the drawer', 'no pulse waits for the printer that is off');
  await printTestPage(other.floor, other.seller);
  weathered(floor, 'DEAD', `${other.floor.name} printed meanwhile`);
  await untilJob(floor, pulse.printJobId, ['EXPIRED']);
  await printer.turn({ power: 'on' });
  await printTestPage(floor, other.seller);
  if ((await printer.drawersOpened()) !== before)
    throw new DayFailure('switch the printer on', 'a drawer opened that nobody stands before any more');
  weathered(floor, 'OFF_AT_NIGHT', 'EXPIRED');
}

async function openTheDrawer({ floor, ledger }: OpenSession, boss: Counter): Promise<void> {
  const body = { openingId: uuidv7(), reason: 'CHECK' } as const;
  granted('open the drawer', await floor.desk.openDrawer(boss, body));
  ledger.drawer.openings += 1;
}
