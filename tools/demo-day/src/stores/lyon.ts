import { randomUUID } from 'node:crypto';
import { tillQueries } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Api, granted } from '../api.js';
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
import { forgetAPassword } from '../scenes/forgotten-password.js';
import {
  abandonOne,
  closeSession,
  connectSeller,
  leaveUnfinished,
  type OpenSession,
  openSession,
  parkAndResume,
  serve,
  submitCount,
} from '../selling.js';
import { exportRegister, simpleSession } from '../shifts.js';
import type { StoreScript } from '../store-script.js';
import { playLyonCounter } from './lyon-counter.js';

const UNKNOWN_BARCODE = '2999999999991';
const MISREAD_BARCODE = '2999999999994';

/** A till that was never enrolled is told so, whatever it asks. */
export async function meetStranger(floor: Floor, gatewayUrl: string): Promise<void> {
  const stranger = new Api(`${gatewayUrl}/api/v1/till`, `stranger-${randomUUID()}`);
  const answer = await stranger.call({ method: 'GET', path: '/context' }, tillQueries.tillContext.reply);
  floor.refusals.expect('a till that was never enrolled asks for its screen', 'TILL_NOT_ENROLLED', answer);
}

/** The busy store: a till with two registers, and the counter beside it. */
export const playLyon: StoreScript = async ({ T1, T2 }) => {
  const first = await registerOnScreen(T1, 1);
  const { headOffice, storeId } = T1;
  await headOffice.changeStoreSettings(storeId, { toleranceCents: 100, blindCount: true });
  const crew = await morning(T1, first.registerId);
  const [busy, beside] = await Promise.all([
    playBusyTill(T1, crew, first.registerId),
    playLyonCounter(T2, crew),
    forgetAPassword(T1, first.registerId),
  ]);
  return [...busy, ...beside];
};

/** The first register opens twice, the second must wait for the export. */
async function playBusyTill(floor: Floor, crew: Crew, firstId: string): Promise<readonly SessionLedger[]> {
  const second = await registerOnScreen(floor, 2);
  const { responsable } = crew;

  const session = await openSession(floor, 1, firstId, responsable, 15_000);
  await refuseWhileOpen(floor, crew, firstId, second.registerId);
  await sellTheMorning(session, crew);
  await closeAgainstTheOdds(session, crew);
  await refuseBeforeExport(floor, crew, firstId, second.registerId);

  const afternoon = await openSession(floor, 1, firstId, responsable, 15_000);
  const counter = await connectSeller(afternoon, crew.cashiers[1]);
  await serve(afternoon, counter, 28, 1);
  granted('disconnect', await floor.till.disconnect(firstId, counter.connectionToken));
  await closeSession(afternoon);
  await exportRegister(floor, firstId, responsable);

  await importRegister(floor, second.registerId, responsable);
  const evening = await simpleSession(floor, crew, 2, second.registerId, 40);
  await exportRegister(floor, second.registerId, responsable);
  return [session.ledger, afternoon.ledger, evening];
}

/** Nothing goes before the import, nobody without a password and a right; then the first import and the crew. */
async function morning(floor: Floor, registerId: string): Promise<Crew> {
  const { till, refusals, headOffice, memory, storeCode, storeId } = floor;
  const known = memory.passwordOf(storeCode, LOCAL_RESPONSABLE) !== undefined;
  if (!known) {
    const { pin } = await headOffice.givePin(storeId, LOCAL_RESPONSABLE);
    const answer = await till.import(registerId, { code: LOCAL_RESPONSABLE, password: pin });
    refusals.expect(
      'a one-time PIN is used for more than choosing a password',
      'PIN_CHANGE_REQUIRED',
      answer,
    );
  }
  const local = await loginOf(floor, LOCAL_RESPONSABLE);
  refusals.expect('open before the import', 'IMPORT_REQUIRED', await till.open(registerId, local, 15_000));
  const wrong = { code: LOCAL_RESPONSABLE, password: 'not-her-password' };
  refusals.expect(
    'import with a wrong password',
    'CREDENTIALS_INVALID',
    await till.import(registerId, wrong),
  );
  refusals.expect(
    'export when there is nothing',
    'NOTHING_TO_EXPORT',
    await till.export(registerId, uuidv7(), local),
  );
  await importRegister(floor, registerId, local);
  const crew = await crewOf(floor);
  const cashier = crew.cashiers[0];
  refusals.expect(
    'a cashier opens the register',
    'RIGHT_MISSING',
    await till.open(registerId, cashier, 15_000),
  );
  refusals.expect(
    'connect to a closed register',
    'REGISTER_NOT_OPEN',
    await till.connect(registerId, cashier),
  );
  return crew;
}

async function refuseWhileOpen(floor: Floor, crew: Crew, openId: string, otherId: string): Promise<void> {
  const { till, refusals } = floor;
  const { responsable } = crew;
  refusals.expect(
    'import while the register is open',
    'REGISTER_OPEN',
    await till.import(openId, responsable),
  );
  const other = 'TILL_HOLDS_ANOTHER_REGISTER';
  refusals.expect('open another register of the till', other, await till.open(otherId, responsable, 10_000));
  refusals.expect('import another register of the till', other, await till.import(otherId, responsable));
  refusals.expect('open it twice', 'ALREADY_OPEN', await till.open(openId, responsable, 15_000));
  refusals.expect(
    'export an open register',
    'REGISTER_OPEN',
    await till.export(openId, uuidv7(), responsable),
  );
}

async function sellTheMorning(session: OpenSession, crew: Crew): Promise<void> {
  const { floor, registerId } = session;
  const first = await connectSeller(session, crew.cashiers[0]);
  const second = await connectSeller(session, crew.cashiers[1]);
  await serve(session, first, 25, 2);
  await serve(session, second, 21, 1);
  await parkAndResume(session, first, second);
  await parkAndResume(session, second, first);
  await abandonOne(session, first);
  const draft = await leaveUnfinished(session, second);
  const unknown = await floor.till.addLine(registerId, second.connectionToken, draft, UNKNOWN_BARCODE, 1);
  floor.refusals.expect('scan a barcode that no article has', 'ARTICLE_UNKNOWN', unknown);
  const misread = await floor.till.addLine(registerId, second.connectionToken, draft, MISREAD_BARCODE, 1);
  floor.refusals.expect('scan a barcode with a wrong check digit', 'BARCODE_INVALID', misread);
  const unpaid = await floor.till.finalise(registerId, second.connectionToken, draft, false);
  floor.refusals.expect('finalise a ticket that is not paid', 'PAYMENT_MISSING', unpaid);
  const closing = await floor.till.startClosing(registerId, uuidv7(), crew.responsable);
  floor.refusals.expect('close with a ticket in progress', 'TICKETS_IN_PROGRESS', closing);
  granted('abandon', await floor.till.move(registerId, second.connectionToken, draft, 'abandon'));
  session.ledger.abandoned += 1;
  granted('disconnect', await floor.till.disconnect(registerId, first.connectionToken));
  // The second cashier stays connected: the closing has to force her out.
}

/** A user who is still there, then a count that differs; both are overcome by the right and a reason. */
async function closeAgainstTheOdds(session: OpenSession, crew: Crew): Promise<void> {
  const { floor, registerId, ledger } = session;
  const closingId = uuidv7();
  const { responsable } = crew;
  granted('start the closing', await floor.till.startClosing(registerId, closingId, responsable));
  const countedCashCents = ledger.expectedCashCents - 250;
  const count = (more: object) => ({ seller: responsable, countedCashCents, ...more });
  const connected = await floor.till.submitCount(registerId, closingId, count({}));
  floor.refusals.expect('close with a user still connected', 'USERS_CONNECTED', connected);
  const differs = await floor.till.submitCount(
    registerId,
    closingId,
    count({ forceUsers: true, reason: 'Fin de service' }),
  );
  floor.refusals.expect('count 2,50 € less than expected', 'AMOUNT_MISMATCH', differs);
  const reason = 'Erreur de rendu de monnaie';
  await submitCount(session, closingId, {
    countedCashCents,
    forceUsers: true,
    acceptDifference: true,
    reason,
  });
}

async function refuseBeforeExport(
  floor: Floor,
  crew: Crew,
  registerId: string,
  otherId: string,
): Promise<void> {
  const { till, refusals } = floor;
  const { responsable, cashiers } = crew;
  refusals.expect(
    'sell on a closed register',
    'REGISTER_NOT_OPEN',
    await till.connect(registerId, cashiers[0]),
  );
  refusals.expect('import before the export', 'EXPORT_REQUIRED', await till.import(registerId, responsable));
  const other = 'TILL_HOLDS_ANOTHER_REGISTER';
  const opening = await till.open(otherId, responsable, 10_000);
  refusals.expect('open another register before the export', other, opening);
}
