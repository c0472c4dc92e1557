import {
  crewOf,
  type Floor,
  importRegister,
  LOCAL_RESPONSABLE,
  loginOf,
  registerOnScreen,
} from '../floor.js';
import type { SessionLedger } from '../ledger.js';
import { simpleSession } from '../shifts.js';
import type { StoreScript } from '../store-script.js';
import {
  acceptApart,
  exportAgainstTheOdds,
  exportAnotherContent,
  sellOnWhileUnanswered,
} from './export-weather.js';
import { importInEveryWeather } from './import-weather.js';

/** The store whose line to head office is bad: each weather once, and nothing that it sells is lost. */
export const playNantes: StoreScript = async ({ T1, T2 }) => {
  const first = await registerOnScreen(T1, 1);
  await importRegister(T1, first.registerId, await loginOf(T1, LOCAL_RESPONSABLE));
  const crew = await crewOf(T1);
  const days = await Promise.all([playFirst(T1, crew), playSecond(T2, crew)]);
  return days.flat();
};

type Crew = Awaited<ReturnType<typeof crewOf>>;

async function playFirst(floor: Floor, crew: Crew): Promise<readonly SessionLedger[]> {
  await importInEveryWeather(floor, 1, crew.responsable);
  const { registerId } = await registerOnScreen(floor, 1);
  const morning = await simpleSession(floor, crew, 1, registerId, 40);
  await exportAgainstTheOdds(floor, 1, crew.responsable);
  await importRegister(floor, registerId, crew.responsable);
  const evening = await simpleSession(floor, crew, 1, registerId, 20);
  await exportAnotherContent(floor, 1, crew.responsable);
  return [morning, evening];
}

async function playSecond(floor: Floor, crew: Crew): Promise<readonly SessionLedger[]> {
  const { registerId } = await registerOnScreen(floor, 2);
  await importRegister(floor, registerId, crew.responsable);
  const morning = await simpleSession(floor, crew, 2, registerId, 50);
  const noon = await sellOnWhileUnanswered(floor, crew, 2);
  await acceptApart(floor, crew, 2);
  noon.acceptedApart = true;
  return [morning, noon];
}
