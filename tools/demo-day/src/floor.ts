import { type SellerLogin, type TillContext } from '@encaisse/contracts';
import { DayFailure, granted } from './api.js';
import type { Desk } from './desk.js';
import type { Operator } from './head-office/operator.js';
import type { HeadOfficeClient } from './head-office-client.js';
import type { PriceList } from './price-list.js';
import type { PrintBook } from './print-book.js';
import type { PrinterAtHand } from './printer-at-hand.js';
import type { Random } from './random.js';
import type { RefusalBook } from './refusals.js';
import type { DemoMemory } from './state.js';
import type { TillClient } from './till-client.js';
import type { Weather } from './weather.js';

/** One of the demo's tills with all that a day on it needs. */
export interface Floor {
  readonly till: TillClient;
  readonly desk: Desk;
  readonly name: string;
  readonly storeId: string;
  readonly storeCode: string;
  /** Its administrator, who sets up the chain. */
  readonly headOffice: HeadOfficeClient;
  /** Who acts in stores from there. */
  readonly operator: Operator;
  readonly memory: DemoMemory;
  readonly prices: PriceList;
  readonly random: Random;
  readonly refusals: RefusalBook;
  readonly weather: Weather;
  readonly printer: PrinterAtHand;
  readonly prints: PrintBook;
}

export type RegisterOnScreen = TillContext['registers'][number];

export async function registerOnScreen(floor: Floor, number: number): Promise<RegisterOnScreen> {
  const context = granted('read the opening screen', await floor.till.context());
  const register = context.registers.find((candidate) => candidate.number === number);
  if (!register)
    throw new DayFailure('read the opening screen', `no register ${number} on till ${floor.name}`);
  return register;
}

const DEMO_PASSWORD = (sellerCode: string) => `demo-${sellerCode.toLowerCase()}-2026`;

/** The store's local responsable, who was there before any data came. */
export const LOCAL_RESPONSABLE = 'RESP';

/** A seller's login; the first time she gets a one-time PIN from head office and chooses her password. */
export async function loginOf(floor: Floor, sellerCode: string): Promise<SellerLogin> {
  const { memory, storeCode, storeId, headOffice, till } = floor;
  const known = memory.passwordOf(storeCode, sellerCode);
  if (known !== undefined) return { code: sellerCode, password: known };
  const { pin } = await headOffice.givePin(storeId, sellerCode);
  const password = DEMO_PASSWORD(sellerCode);
  granted(`${sellerCode} chooses a password`, await till.setPassword(sellerCode, pin, password));
  memory.rememberPassword(storeCode, sellerCode, password);
  return { code: sellerCode, password };
}

export interface Crew {
  readonly responsable: SellerLogin;
  /** The second of two people: may close, export and be asked, but overrules nothing. */
  readonly deputy: SellerLogin;
  /** May connect and sell, and nothing that a responsable does. */
  readonly cashiers: readonly [SellerLogin, SellerLogin];
}

/** Who works here, by their rights as the last import brought them. */
export async function crewOf(floor: Floor): Promise<Crew> {
  const { sellers } = granted('read the opening screen', await floor.till.context());
  const needed = [
    'IMPORT',
    'OPEN',
    'CLOSE',
    'EXPORT',
    'FORCE_CLOSE',
    'ACCEPT_DIFFERENCE',
    'REPRINT',
  ] as const;
  const responsable = sellers.find(
    (seller) => seller.code !== LOCAL_RESPONSABLE && needed.every((right) => seller.rights.includes(right)),
  );
  const [first, second] = sellers.filter(
    (seller) => seller.rights.includes('CONNECT') && !seller.rights.includes('OPEN'),
  );
  const deputy = sellers.find(
    ({ code, rights }) =>
      code !== responsable?.code && rights.includes('EXPORT') && !rights.includes('FORCE_CLOSE'),
  );
  if (!responsable || !deputy || !first || !second) {
    const { storeCode } = floor;
    throw new DayFailure(
      'find the crew',
      `store ${storeCode} needs a responsable, a deputy and two cashiers`,
    );
  }
  return {
    responsable: await loginOf(floor, responsable.code),
    deputy: await loginOf(floor, deputy.code),
    cashiers: [await loginOf(floor, first.code), await loginOf(floor, second.code)],
  };
}

/** Imports a register, waits for the end and tells what came. */
export async function importRegister(floor: Floor, registerId: string, seller: SellerLogin): Promise<void> {
  const { jobId } = granted('import', await floor.till.import(registerId, seller));
  const job = await floor.till.followJob(jobId);
  if (job.state !== 'SUCCEEDED') throw new DayFailure('import', JSON.stringify(job.failure));
  await untilState(floor, registerId, 'READY');
  const rows = job.parts.map((part) => `${part.name} ${part.reused ? 'already here' : part.rows}`).join(', ');
  console.log(
    `  ✓ imported dataset ${job.datasetVersion} on ${floor.name}: ${rows}; ${job.rejectedRows} rows set aside`,
  );
}

/** Waits until the register's state says so: the job's end reaches the register a moment later. */
export async function untilState(
  floor: Floor,
  registerId: string,
  ...states: readonly string[]
): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (let state = ''; ; ) {
    const context = granted('read the opening screen', await floor.till.context());
    state = context.registers.find((register) => register.registerId === registerId)?.state ?? '';
    if (states.includes(state)) return;
    if (Date.now() > deadline)
      throw new DayFailure('wait', `the register stays ${state}, expected ${states.join(' or ')}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
