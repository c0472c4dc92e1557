import type { SellerLogin } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import type { Floor } from '../floor.js';
import { SessionLedger } from '../ledger.js';
import type { OpenSession } from '../selling.js';
import { lend } from './lending.js';

const EUROS = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1] as const;

/** An amount in notes and coins, the large ones first. */
export function inNotesAndCoins(
  amountCents: number,
): { valueCents: (typeof EUROS)[number]; count: number }[] {
  let left = amountCents;
  return EUROS.flatMap((valueCents) => {
    const count = Math.floor(left / valueCents);
    left -= count * valueCents;
    return count === 0 ? [] : [{ valueCents, count }];
  });
}

/** Opens by denominations. What the float differs by from the last count is told, and nothing more. */
export async function openCounted(
  floor: Floor,
  { registerId, number }: { readonly registerId: string; readonly number: number },
  responsable: SellerLogin,
  openingFloatCents: number,
  lastCountCents: number | undefined,
): Promise<OpenSession> {
  const wrong = {
    seller: responsable,
    openingFloatCents,
    denominations: inNotesAndCoins(openingFloatCents + 100),
  };
  const refused = await floor.desk.open(registerId, wrong);
  floor.refusals.expect('open with notes that come to another sum', 'AMOUNT_INVALID', refused);
  const body = { ...wrong, denominations: inNotesAndCoins(openingFloatCents) };
  const session = granted('open', await floor.desk.open(registerId, body));
  if (lastCountCents !== undefined && session.floatDifferenceCents !== openingFloatCents - lastCountCents)
    throw new DayFailure('open', `the float differs by ${session.floatDifferenceCents} from the last count`);
  const difference = session.floatDifferenceCents ?? 0;
  console.log(
    `  ✓ ${floor.name} opened register ${number} by denominations; ${difference} cents from the last count`,
  );
  const ledger = new SessionLedger(floor.name, floor.storeCode, number, session, openingFloatCents);
  return { floor, registerId, responsable, ledger };
}

interface Count {
  readonly seller: SellerLogin;
  readonly countedCashCents: number;
  readonly forceUsers?: boolean;
  readonly acceptDifference?: boolean;
  readonly reason?: string;
  readonly grantId?: string;
}

/** Counts the drawer by denominations and each other tender, and closes; the Z goes in the driver's book. */
export async function countAndClose(session: OpenSession, closingId: string, count: Count): Promise<void> {
  const { floor, registerId, ledger } = session;
  const { countedCashCents } = count;
  const tenders = [...ledger.amountByTender]
    .filter(([tenderCode]) => isNotCash(floor, tenderCode))
    .map(([tenderCode, countedCents]) => ({ tenderCode, countedCents }));
  const body = { ...count, denominations: inNotesAndCoins(countedCashCents), tenders };
  const { z } = granted('close', await floor.desk.submitCount(registerId, closingId, body));
  if (!z) throw new DayFailure('close', 'a closing that was accepted has no Z');
  const wrong = z.tenderCounts.filter(({ differenceCents }) => differenceCents !== 0);
  if (wrong.length > 0 || z.tenderCounts.length !== tenders.length)
    throw new DayFailure('close', `tenders counted otherwise: ${JSON.stringify(wrong)}`);
  ledger.zNumber = z.zNumber;
  ledger.zPrintJobId = z.printJobId;
  ledger.countedCashCents = countedCashCents;
  console.log(`  ✓ ${floor.name} closed register ${ledger.registerNumber}: Z n° ${z.zNumber}`);
}

const isNotCash = ({ prices }: Floor, tenderCode: string): boolean =>
  prices.tenders.some((tender) => tender.tenderCode === tenderCode && tender.kind !== 'CASH');

/** A deputy counts blind and finds 4,10 € too little: beyond the tolerance that wants a right, which is lent to her for as much. */
export async function closeByALentRight(
  session: OpenSession,
  deputy: SellerLogin,
  responsable: SellerLogin,
): Promise<void> {
  const { floor, registerId, ledger } = session;
  const closingId = uuidv7();
  const closing = granted('start the closing', await floor.till.startClosing(registerId, closingId, deputy));
  if (closing.expected !== null) throw new DayFailure('count blind', 'the drawer’s expected amount is told');
  const missingCents = 410;
  const countedCashCents = ledger.expectedCashCents - missingCents;
  const count = {
    seller: deputy,
    countedCashCents,
    acceptDifference: true,
    reason: 'Billet rendu en trop, vu avec la responsable',
  };
  const alone = await floor.till.submitCount(registerId, closingId, count);
  floor.refusals.expect('accept a difference without the right', 'AMOUNT_MISMATCH', alone);
  const bound = { subjectId: closingId, amountCents: missingCents };
  const grantId = await lend(session, responsable, deputy.code, 'ACCEPT_DIFFERENCE', bound);
  await countAndClose(session, closingId, { ...count, grantId });
}

/** Counts the drawer of a closed day again; its Z stays as it is. */
export async function recount(
  { floor, registerId, ledger }: OpenSession,
  seller: SellerLogin,
  countedCashCents: number,
): Promise<void> {
  const body = {
    recountId: uuidv7(),
    seller,
    countedCashCents,
    denominations: inNotesAndCoins(countedCashCents),
    reason: 'Billet retrouvé sous le bac',
  };
  const answer = granted('recount', await floor.desk.recount(registerId, ledger.sessionId, body));
  if (answer.differenceCents !== countedCashCents - ledger.expectedCashCents)
    throw new DayFailure('recount', `the difference is said to be ${answer.differenceCents}`);
  ledger.drawer.printJobIds.push(answer.printJobId);
}
