import type { WeatherOrder } from '@encaisse/contracts';
import { DayFailure, granted } from '../api.js';
import { type Crew, type Floor, registerOnScreen } from '../floor.js';
import type { SessionLedger } from '../ledger.js';
import { closeSession, connectSeller, openSession, serve } from '../selling.js';
import { startExport, until } from './export-weather.js';

const EXPORTING: NonNullable<WeatherOrder['operations']> = [
  'announceExport',
  'readExport',
  'sendChunk',
  'commitSession',
  'readAcknowledgement',
];

/**
 * Head office is away for days: each evening the export gets no answer, each morning the till opens again, and its sessions wait.
 * Back again, head office is given all of them, oldest first, by what was unanswered: nobody asks for it again.
 */
export async function sellOnForDays(
  floor: Floor,
  crew: Crew,
  number: number,
  ticketsOfEachDay: readonly number[],
): Promise<readonly SessionLedger[]> {
  const { weather, storeCode, till } = floor;
  const place = { storeCode, registerNumber: number };
  const { registerId } = await registerOnScreen(floor, number);
  const away = await weather.order({ kind: 'HANG_UP' }, place, { operations: EXPORTING, requests: null });
  const ledgers: SessionLedger[] = [];
  for (const tickets of ticketsOfEachDay) {
    const session = await openSession(floor, number, registerId, crew.responsable, 10_000);
    const counter = await connectSeller(session, crew.cashiers[0]);
    await serve(session, counter, tickets, 0);
    granted('disconnect', await till.disconnect(registerId, counter.connectionToken));
    await closeSession(session);
    ledgers.push(session.ledger);
    await startExport(floor, number, crew.responsable);
    const { exportWaiting } = await until(
      floor,
      number,
      'the till to be let go',
      (register) => register.state === 'TO_EXPORT' && register.outcomeUnknown,
    );
    if (exportWaiting?.sessions !== ledgers.length)
      throw new DayFailure('head office away', `${exportWaiting?.sessions} sessions wait`);
  }
  await weather.mustHaveStruck(away);
  await weather.clear(away);
  await until(floor, number, 'every session to be acknowledged', ({ state }) => state === 'AWAITING_IMPORT');
  await weather.mustHaveComeInOrder(ledgers);
  const outcome = `${ledgers.length} sessions waited, then came oldest first`;
  weather.weathered('HANG_UP', `${floor.name} caisse ${number}`, outcome);
  return ledgers;
}
