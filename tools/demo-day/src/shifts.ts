import { v7 as uuidv7 } from 'uuid';
import { granted } from './api.js';
import { type Crew, type Floor, untilState } from './floor.js';
import { abandonOne, closeSession, connectSeller, openSession, parkAndResume, serve } from './selling.js';

/** A shift of a register: two sellers, a parked ticket that the other one takes up, one that is given up. */
export async function simpleSession(
  floor: Floor,
  crew: Crew,
  number: number,
  registerId: string,
  tickets: number,
) {
  const session = await openSession(floor, number, registerId, crew.responsable, 10_000);
  const counter = await connectSeller(session, crew.cashiers[0]);
  const other = await connectSeller(session, crew.cashiers[1]);
  await serve(session, counter, tickets - 2, 1);
  await parkAndResume(session, counter, other);
  await abandonOne(session, other);
  granted('disconnect', await floor.till.disconnect(registerId, counter.connectionToken));
  granted('disconnect', await floor.till.disconnect(registerId, other.connectionToken));
  await closeSession(session);
  return session.ledger;
}

/** Exports the hold's sessions and waits until head office has acknowledged every one. */
export async function exportRegister(
  floor: Floor,
  registerId: string,
  seller: Crew['responsable'],
): Promise<void> {
  const exportId = uuidv7();
  granted('export', await floor.till.export(registerId, exportId, seller));
  await untilState(floor, registerId, 'AWAITING_IMPORT');
  const outcome = granted('read the export', await floor.till.exportOutcome(exportId));
  console.log(
    `  ✓ ${floor.name} exported ${outcome.sessions.length} session(s), acknowledged by head office`,
  );
}
