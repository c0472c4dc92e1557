import { v7 as uuidv7 } from 'uuid';
import { granted } from './api.js';
import { exportRegister } from './day.js';
import { type Floor, LOCAL_RESPONSABLE, loginOf, untilState } from './floor.js';

/** Finishes what an interrupted day left on this till, so that a new one can begin. */
export async function finishInterruptedDay(floor: Floor): Promise<void> {
  const { registers } = granted('read the opening screen', await floor.till.context());
  const local = () => loginOf(floor, LOCAL_RESPONSABLE);
  for (const { registerId, name, state, closingId } of registers) {
    const held = registers.find((register) => register.registerId === registerId)?.actions.import;
    const elsewhere = held?.allowed === false && held.refusal.code === 'HELD_BY_ANOTHER_TILL';
    if (elsewhere || state === 'AWAITING_IMPORT' || state === 'READY' || state === 'OUT_OF_SERVICE') continue;
    console.log(`  … ${floor.name} left ${name} in ${state}: finishing it`);
    if (state === 'IMPORTING') {
      await untilState(floor, registerId, 'READY', 'AWAITING_IMPORT');
      continue;
    }
    if (state === 'CLOSING' && closingId !== null) {
      granted('cancel the closing', await floor.till.cancelClosing(registerId, closingId, await local()));
    }
    if (state === 'OPEN' || state === 'CLOSING') await closeWhatIsOpen(floor, registerId);
    if (state === 'EXPORTING') await untilState(floor, registerId, 'AWAITING_IMPORT', 'TO_EXPORT');
    const now = granted('read the opening screen', await floor.till.context());
    if (now.registers.find((register) => register.registerId === registerId)?.state === 'TO_EXPORT') {
      await exportRegister(floor, registerId, await local());
    }
  }
}

/** Abandons the tickets that nobody will come back for, and closes on the expected amount. */
async function closeWhatIsOpen(floor: Floor, registerId: string): Promise<void> {
  const seller = await loginOf(floor, LOCAL_RESPONSABLE);
  const { connectionToken } = granted('connect', await floor.till.connect(registerId, seller));
  const { tickets } = granted('list tickets in progress', await floor.till.ticketsInProgress(registerId));
  for (const ticket of tickets) {
    if (ticket.state === 'PARKED') {
      granted('resume', await floor.till.move(registerId, connectionToken, ticket.ticketId, 'resume'));
    }
    for (const { paymentId } of ticket.payments) {
      granted(
        'remove a payment',
        await floor.till.removePayment(registerId, connectionToken, ticket.ticketId, paymentId),
      );
    }
    granted('abandon', await floor.till.move(registerId, connectionToken, ticket.ticketId, 'abandon'));
  }
  const closingId = uuidv7();
  granted('start the closing', await floor.till.startClosing(registerId, closingId, seller));
  // Nobody counted the drawer of a day that was cut off: the float stands, the difference is accepted with that reason.
  const count = {
    seller,
    countedCashCents: 0,
    forceUsers: true,
    acceptDifference: true,
    reason: 'Journée interrompue',
  };
  granted('close', await floor.till.submitCount(registerId, closingId, count));
}
