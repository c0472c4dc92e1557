import type { SellerLogin } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { granted } from './api.js';
import { type Floor, LOCAL_RESPONSABLE, loginOf, type RegisterOnScreen, untilState } from './floor.js';
import { bringBack } from './scenes/lost-till.js';
import { exportRegister } from './shifts.js';

/** Finishes what an interrupted day left on this till, so that a new one can begin with an import. */
export async function finishInterruptedDay(floor: Floor): Promise<void> {
  const { registers } = granted('read the opening screen', await floor.till.context());
  for (const register of registers) {
    if (!isUnfinished(register)) continue;
    console.log(`  … ${floor.name} left ${register.name} in ${register.state}: finishing it`);
    await finish(floor, register.registerId);
  }
}

function isUnfinished({ state, actions }: RegisterOnScreen): boolean {
  if (state === 'AWAITING_IMPORT') return false;
  if (state === 'OUT_OF_SERVICE') return true;
  // Data that wait on another till are that till's.
  if (state === 'READY') return actions.open.allowed;
  return actions.import.allowed || actions.import.refusal.code !== 'HELD_BY_ANOTHER_TILL';
}

/** From wherever the register stands, one step after the other, to the end of its export. */
async function finish(floor: Floor, registerId: string): Promise<void> {
  const { till } = floor;
  if ((await onScreen(floor, registerId)).state === 'IMPORTING') {
    await untilState(floor, registerId, 'READY', 'AWAITING_IMPORT');
  }
  if ((await onScreen(floor, registerId)).state === 'OUT_OF_SERVICE') {
    await bringBack(floor, registerId, await loginOf(floor, LOCAL_RESPONSABLE), 0);
    return;
  }
  const { state, closingId, actions } = await onScreen(floor, registerId);
  if (state === 'READY' && !actions.open.allowed) return;
  const seller = await loginOf(floor, LOCAL_RESPONSABLE);
  // Data give way to nothing but a day, and a day of nothing will do.
  if (state === 'READY') granted('open', await till.open(registerId, seller, 0));
  if (state === 'CLOSING' && closingId !== null) {
    granted('cancel the closing', await till.cancelClosing(registerId, closingId, seller));
  }
  if (state === 'READY' || state === 'OPEN' || state === 'CLOSING') {
    await closeWhatIsOpen(floor, registerId, seller);
  }
  if (state === 'EXPORTING') await untilState(floor, registerId, 'AWAITING_IMPORT', 'TO_EXPORT');
  if ((await onScreen(floor, registerId)).state === 'TO_EXPORT') {
    await exportRegister(floor, registerId, seller);
  }
}

async function onScreen(floor: Floor, registerId: string): Promise<RegisterOnScreen> {
  const { registers } = granted('read the opening screen', await floor.till.context());
  const register = registers.find((candidate) => candidate.registerId === registerId);
  if (!register) throw new Error(`register ${registerId} is no longer on the screen of ${floor.name}`);
  return register;
}

/** Abandons the tickets that nobody will come back for, and closes without a count: the difference is accepted for that reason. */
async function closeWhatIsOpen({ till }: Floor, registerId: string, seller: SellerLogin): Promise<void> {
  const { connectionToken } = granted('connect', await till.connect(registerId, seller));
  const { tickets } = granted('list tickets in progress', await till.ticketsInProgress(registerId));
  for (const { ticketId, state, sellerCode, payments } of tickets) {
    // Payments are taken back by the ticket's own seller: whoever may close takes it over for that.
    if (state === 'PARKED' || sellerCode !== seller.code) {
      granted('resume', await till.move(registerId, connectionToken, ticketId, 'resume'));
    }
    for (const { paymentId } of payments.toReversed()) {
      const answer = await till.removePayment(registerId, connectionToken, ticketId, paymentId);
      granted('remove a payment', answer);
    }
    granted('abandon', await till.move(registerId, connectionToken, ticketId, 'abandon'));
  }
  const closingId = uuidv7();
  granted('start the closing', await till.startClosing(registerId, closingId, seller));
  const reason = 'Journée interrompue';
  const count = { seller, countedCashCents: 0, forceUsers: true, acceptDifference: true, reason };
  granted('close', await till.submitCount(registerId, closingId, count));
}
