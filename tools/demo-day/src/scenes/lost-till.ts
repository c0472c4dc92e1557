import { setTimeout as sleep } from 'node:timers/promises';
import type { ApprovalAct, SellerLogin } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import { type Floor, untilState } from '../floor.js';
import { Sale } from '../sale.js';
import type { OpenSession } from '../selling.js';
import type { Counter } from '../shopper.js';

const POLL_MS = 150;
const PATIENCE_MS = 120_000;
const REASON = 'Poste en panne, vu avec le siège';

/** A ticket that is parked when its till breaks down. */
export async function sellAndPark(session: OpenSession, counter: Counter): Promise<Sale> {
  const sale = await Sale.start(session, counter);
  const article = session.floor.prices.articles[0];
  if (article === undefined) throw new DayFailure('scan', 'the shelf is empty');
  await sale.scan(article.barcode, article);
  await sale.park();
  return sale;
}

/** Two people give the hold to another till, which goes on with the session as it is; the first one is told. */
export async function moveHold(session: OpenSession, to: Floor, seller: SellerLogin): Promise<OpenSession> {
  const { floor, registerId, responsable, ledger } = session;
  await untilNothingWaits(floor);
  const { till } = granted('read the opening screen', await to.till.context());
  await together(to, registerId, responsable, { action: 'TRANSFER_HOLD', toTillId: till.tillId });
  const late = await floor.till.connect(registerId, seller);
  floor.refusals.expect('connect where the hold was', 'HELD_BY_ANOTHER_TILL', late);
  ledger.tillName = to.name;
  console.log(`  ✓ ${to.name} goes on with register ${ledger.registerNumber} of ${floor.name}`);
  return { ...session, floor: to };
}

/**
 * Two people release the hold of a till that is gone: its register is out of service. Its day turns up, is sealed with what lay in
 * the drawer and goes to head office late; matched with what head office has, the register comes back.
 */
export async function releaseAndMatch(session: OpenSession, at: Floor, counter: Counter): Promise<void> {
  const { floor, registerId, responsable, ledger } = session;
  await untilNothingWaits(floor);
  await together(at, registerId, responsable, { action: 'FORCE_RELEASE' });
  await untilState(at, registerId, 'OUT_OF_SERVICE');
  const sold = await counter.till.startTicket(registerId, counter.connectionToken, uuidv7());
  at.refusals.expect('sell on a register that was released', 'REGISTER_OUT_OF_SERVICE', sold);
  const body = { approvalId: uuidv7(), seller: responsable, reason: REASON };
  const early = { ...body, act: { action: 'MATCH', lateNumbers: null } as const };
  const answer = await at.till.requestApproval(registerId, early);
  at.refusals.expect('match what is not at head office yet', 'LATE_EXPORT_MISSING', answer);

  const countedCashCents = ledger.expectedCashCents;
  await bringBack(at, registerId, responsable, countedCashCents);

  const { zNumber } = await at.headOffice.z(ledger.sessionId);
  const jobs = await at.headOffice.printJobs(registerId);
  const printed = jobs.find(({ kind, recordId }) => kind === 'z' && recordId === ledger.sessionId);
  if (!printed) throw new DayFailure('a late export', 'its Z is not printed');
  ledger.zNumber = zNumber;
  ledger.zPrintJobId = printed.printJobId;
  ledger.countedCashCents = countedCashCents;
  ledger.tillName = at.name;
  console.log(
    `  ✓ register ${ledger.registerNumber} of ${floor.name} was released, its day came late, and it is back`,
  );
}

/** What a lost till held goes to head office, and its register waits for data again. */
export async function bringBack(
  at: Floor,
  registerId: string,
  seller: SellerLogin,
  countedCashCents: number,
): Promise<void> {
  const exportId = uuidv7();
  await together(at, registerId, seller, { action: 'LATE_EXPORT', exportId, countedCashCents });
  await untilAcknowledged(at, exportId);
  await together(at, registerId, seller, { action: 'MATCH', lateNumbers: null });
  await untilState(at, registerId, 'AWAITING_IMPORT');
}

/** The responsable asks at a till, an operator of head office approves. */
async function together(
  { till, operator }: Floor,
  registerId: string,
  seller: SellerLogin,
  act: ApprovalAct,
): Promise<void> {
  const body = { approvalId: uuidv7(), seller, act, reason: REASON };
  granted(`ask for ${act.action}`, await till.requestApproval(registerId, body));
  await operator.approve(body.approvalId);
}

/** What a till was printing when it died is for a person to look at: whoever wants none of that waits for the end. */
export async function untilNothingWaits({ desk }: Floor): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    const { waiting } = granted('list what waits', await desk.openPrintJobs());
    if (waiting.length === 0) return;
    if (Date.now() > deadline) throw new DayFailure('print', `${waiting.length} jobs wait and wait`);
  }
}

async function untilAcknowledged({ till }: Floor, exportId: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    const { sessions, state } = granted('read the late export', await till.exportOutcome(exportId));
    if (sessions.length > 0 && sessions.every(({ acknowledgedAt }) => acknowledgedAt !== null)) return;
    if (Date.now() > deadline) throw new DayFailure('a late export', `it stays ${state}`);
  }
}
