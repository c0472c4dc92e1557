import type { SellerLogin, WeatherOrder } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import { type Crew, type Floor, type RegisterOnScreen, registerOnScreen } from '../floor.js';
import type { SessionLedger } from '../ledger.js';
import { closeSession, connectSeller, openSession, serve } from '../selling.js';

const COMMIT: NonNullable<WeatherOrder['operations']> = ['commitSession'];
const POLL_MS = 200;
const PATIENCE_MS = 180_000;

/** The acknowledgements are lost on the way, the chunks at head office, and a total in its answer: it all goes again. */
export async function exportAgainstTheOdds(floor: Floor, number: number, seller: SellerLogin): Promise<void> {
  const { weather, storeCode } = floor;
  const place = { storeCode, registerNumber: number };
  const ordered = [
    await weather.order({ kind: 'FAIL', status: 502 }, place, { operations: COMMIT }),
    await weather.order({ kind: 'LOSE_CHUNKS' }, place, { operations: COMMIT }),
    await weather.order({ kind: 'MISREPORT' }, place, { operations: COMMIT }),
    await weather.order({ kind: 'CUT', afterPermille: 0 }, place, { operations: COMMIT, requests: 2 }),
  ];
  await startExport(floor, number, seller);
  await until(floor, number, 'every session to be acknowledged', ({ state }) => state === 'AWAITING_IMPORT');
  await weather.mustHaveStruck(...ordered);
  for (const { fault } of ordered)
    weather.weathered(fault.kind, `${floor.name} caisse ${number}`, 'acknowledged once');
}

/** Head office answers after the till was let go: it sells on, and the late word counts all the same. */
export async function sellOnWhileUnanswered(
  floor: Floor,
  crew: Crew,
  number: number,
): Promise<SessionLedger> {
  const { weather, storeCode } = floor;
  const { registerId } = await registerOnScreen(floor, number);
  const late = await weather.order(
    { kind: 'LATE', byMs: weather.patienceMs * 2 },
    { storeCode, registerNumber: number },
    { operations: COMMIT, requests: 2 },
  );
  const exportId = await startExport(floor, number, crew.responsable);
  await until(floor, number, 'the till to be let go', (r) => r.state === 'TO_EXPORT' && r.outcomeUnknown);
  const session = await openSession(floor, number, registerId, crew.responsable, 10_000);
  const counter = await connectSeller(session, crew.cashiers[0]);
  await serve(session, counter, 8, 0);
  await acknowledged(floor, exportId);
  await weather.mustHaveStruck(late);
  // What is left of it would strike the answer to the next session.
  await weather.clear(late);
  granted('disconnect', await floor.till.disconnect(registerId, counter.connectionToken));
  await closeSession(session);
  weather.weathered('LATE', `${floor.name} caisse ${number}`, 'sold on, acknowledged late');
  return session.ledger;
}

/** Head office refuses for good: the till shows what differs, and two people have it accepted apart. */
export async function acceptApart(floor: Floor, crew: Crew, number: number): Promise<void> {
  const { weather, storeCode, till } = floor;
  const { registerId } = await registerOnScreen(floor, number);
  const place = { storeCode, registerNumber: number };
  const disagree = await weather.order({ kind: 'DISAGREE', byCents: 1 }, place, { operations: COMMIT });
  await startExport(floor, number, crew.responsable);
  const refusal = await untilRefused(floor, number);
  if (refusal.differences.length === 0)
    throw new DayFailure('a refused export', 'the till does not show what differs');
  const approvalId = await askForAcceptance(floor, registerId, crew.responsable, refusal.sessionId);
  floor.refusals.expect(
    'one person signs for both',
    'SAME_PERSON_TWICE',
    await till.approve(approvalId, crew.responsable),
  );
  granted('approve it', await till.approve(approvalId, crew.deputy));
  await until(floor, number, 'the acceptance', ({ state }) => state === 'AWAITING_IMPORT');
  await weather.mustHaveStruck(disagree);
  weather.weathered('DISAGREE', `${floor.name} caisse ${number}`, 'EXPORT_REFUSED, then accepted apart');
}

/**
 * Head office holds the day as it was before its last ticket: however often this one comes, it is refused and kept for inspection.
 * The second person, who has it accepted apart, sits at head office.
 */
export async function exportAnotherContent(
  floor: Floor,
  number: number,
  seller: SellerLogin,
  ledger: SessionLedger,
): Promise<void> {
  const { weather, storeCode, operator } = floor;
  const { registerId } = await registerOnScreen(floor, number);
  const place = { storeCode, registerNumber: number };
  const other = await weather.order({ kind: 'OTHER_CONTENT' }, place, { operations: COMMIT });
  await startExport(floor, number, seller);
  await untilRefused(floor, number);
  await weather.mustHaveStruck(other);
  const again = await startExport(floor, number, seller);
  const { sessionId } = await untilRefused(floor, number, again);
  if (sessionId !== ledger.sessionId)
    throw new DayFailure('another content', 'another session is said to be refused');
  await weather.mustKeepForInspection(ledger);
  await operator.approve(await askForAcceptance(floor, registerId, seller, sessionId));
  await until(floor, number, 'the acceptance', ({ state }) => state === 'AWAITING_IMPORT');
  ledger.acceptedApart = true;
  const outcome = 'EXPORT_REFUSED twice, kept for inspection, accepted apart';
  weather.weathered('OTHER_CONTENT', `${floor.name} caisse ${number}`, outcome);
}

/** Whether a refusal of this export, or of any, is on the till's screen; answers it. */
async function untilRefused(floor: Floor, number: number, exportId?: string) {
  const isIt = (refusal: RegisterOnScreen['exportRefusals'][number]) =>
    exportId === undefined || refusal.exportId === exportId;
  const { exportRefusals } = await until(floor, number, 'the refusal', (r) => r.exportRefusals.some(isIt));
  const refusal = exportRefusals.find(isIt);
  if (refusal?.code !== 'EXPORT_REFUSED') throw new DayFailure('a refused export', `with ${refusal?.code}`);
  return refusal;
}

async function askForAcceptance(
  { till }: Floor,
  registerId: string,
  seller: SellerLogin,
  sessionId: string,
): Promise<string> {
  const approvalId = uuidv7();
  const act = { action: 'ACCEPT_APART', sessionId } as const;
  const reason = 'Écart vu avec la comptabilité du siège';
  const body = { approvalId, seller, act, reason };
  granted('ask for an acceptance apart', await till.requestApproval(registerId, body));
  return approvalId;
}

export async function startExport(floor: Floor, number: number, seller: SellerLogin): Promise<string> {
  const { registerId } = await registerOnScreen(floor, number);
  const exportId = uuidv7();
  granted('export', await floor.till.export(registerId, exportId, seller));
  return exportId;
}

async function acknowledged(floor: Floor, exportId: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    const { sessions } = granted('read the export', await floor.till.exportOutcome(exportId));
    if (sessions.every(({ acknowledgedAt }) => acknowledgedAt !== null)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new DayFailure('wait', 'a late acknowledgement never came');
}

export async function until(
  floor: Floor,
  number: number,
  what: string,
  holds: (register: RegisterOnScreen) => boolean,
): Promise<RegisterOnScreen> {
  for (const deadline = Date.now() + PATIENCE_MS; ; ) {
    const register = await registerOnScreen(floor, number);
    if (holds(register)) return register;
    if (Date.now() > deadline) throw new DayFailure('wait', `${what}: the register stays ${register.state}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
