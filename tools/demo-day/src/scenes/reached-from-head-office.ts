import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { DayFailure, granted } from '../api.js';
import type { SessionLedger } from '../ledger.js';
import { connectSeller } from '../selling.js';
import type { AtWork } from './at-work.js';
import { untilJob } from './printing.js';

const MESSAGE = 'Rappel produit\u202f: retirer de la vente le lot 4512 de jambon supérieur.';
const HOURS_MS = 3_600_000;
const PATIENCE_MS = 15_000;

/** An operator of head office at this till: she has the morning's Z printed again, sends word, and logs a cashier out. */
export async function reachedFromHeadOffice(work: AtWork, morning: SessionLedger): Promise<AtWork> {
  await printAgain(work, morning);
  await sendWord(work);
  return logOut(work);
}

/** Who asked for it at head office is a user of head office; it counts on the next Z like any other. */
async function printAgain({ session }: AtWork, morning: SessionLedger): Promise<void> {
  const { floor, ledger } = session;
  const { tillId } = granted('read the opening screen', await floor.till.context()).till;
  const copy = granted('reprint a Z', await floor.operator.reprintZ(morning.sessionId, tillId));
  if (copy.duplicateNumber !== 1)
    throw new DayFailure('reprint a Z', `it is DUPLICATA ${copy.duplicateNumber}`);
  floor.prints.duplicated();
  ledger.duplicates += 1;
  morning.zCopies += 1;
  await untilJob(floor, copy.printJobId, ['CONFIRMED']);
}

/** The till shows a message until it is withdrawn, and head office learns who has read it. */
async function sendWord({ session, responsable }: AtWork): Promise<void> {
  const { floor } = session;
  const { operator, desk, storeId } = floor;
  const now = Date.now();
  const messageId = uuidv7();
  const body = {
    ...{ messageId, storeId, text: MESSAGE, level: 'IMPORTANT' as const },
    from: new Date(now).toISOString(),
    until: new Date(now + 12 * HOURS_MS).toISOString(),
  };
  granted('publish a message', await operator.publishMessage(body));
  const shown = async () =>
    granted('read the messages', await desk.messages()).messages.find((one) => one.messageId === messageId);
  if ((await shown())?.text !== MESSAGE)
    throw new DayFailure('publish a message', 'the till does not show it');
  granted('say that it is read', await desk.acknowledgeMessage(messageId, responsable));
  await untilRead(session.floor, messageId, responsable.code);
  granted('withdraw a message', await operator.withdrawMessage(messageId));
  if ((await shown()) !== undefined) throw new DayFailure('withdraw a message', 'the till shows it still');
  const twice = await operator.withdrawMessage(messageId);
  floor.refusals.expect('withdraw it again', 'MESSAGE_WITHDRAWN', twice);
}

async function untilRead({ operator, name }: AtWork['session']['floor'], messageId: string, by: string) {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    const answer = await operator.message(messageId);
    // What stores tell reaches head office a moment later, the message itself, too.
    const isTold = answer.ok || answer.problem.code !== 'MESSAGE_UNKNOWN';
    const tills = isTold ? granted('read a message', answer).tills : [];
    const read = tills.find((till) => `${till.storeCode}-${till.tillCode}` === name)?.acknowledged;
    if (read?.by === by) return;
    if (Date.now() > deadline) throw new DayFailure('read a message', 'head office does not learn of it');
  }
}

/** She is told at her next action, and comes back with her password. */
async function logOut(work: AtWork): Promise<AtWork> {
  const { session, first } = work;
  const { floor, registerId } = session;
  const seller = work.cashiers[0];
  const { tillId } = granted('read the opening screen', await floor.till.context()).till;
  granted('log a seller out', await floor.operator.logOutSeller(floor.storeId, seller.code, { tillId }));
  const next = await floor.till.startTicket(registerId, first.connectionToken, uuidv7());
  floor.refusals.expect('sell on after head office logged her out', 'CONNECTION_ENDED', next);
  console.log(`  ✓ head office reached in at ${floor.name}: a Z again, a message, a seller logged out`);
  return { ...work, first: await connectSeller(session, seller) };
}
