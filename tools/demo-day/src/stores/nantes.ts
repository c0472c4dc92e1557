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
import { importWhileSilent } from '../scenes/silence.js';
import { exportRegister, simpleSession } from '../shifts.js';
import type { StoreScript } from '../store-script.js';
import { sellOnForDays } from './days-away.js';
import {
  acceptApart,
  exportAgainstTheOdds,
  exportAnotherContent,
  sellOnWhileUnanswered,
} from './export-weather.js';
import { importInEveryWeather } from './import-weather.js';

/** The store whose line to head office is bad: each weather once, and nothing that it sells is lost. */
export const playNantes: StoreScript = async ({ T1, T2 }) => {
  const crew = await comeToWork(T1);
  const days = await Promise.all([playFirst(T1, crew), playSecond(T2, crew)]);
  return days.flat();
};

/** The same two tills on a day without trouble. */
export const playNantesInFairWeather: StoreScript = async ({ T1, T2 }) => {
  const crew = await comeToWork(T1);
  return Promise.all([playFairly(T1, crew, 1, 70), playFairly(T2, crew, 2, 60)]);
};

async function comeToWork(floor: Floor): Promise<Crew> {
  const { registerId } = await registerOnScreen(floor, 1);
  await importRegister(floor, registerId, await loginOf(floor, LOCAL_RESPONSABLE));
  return crewOf(floor);
}

async function playFairly(floor: Floor, crew: Crew, number: number, tickets: number): Promise<SessionLedger> {
  const { registerId } = await registerOnScreen(floor, number);
  if (number !== 1) await importRegister(floor, registerId, crew.responsable);
  const ledger = await simpleSession(floor, crew, number, registerId, tickets);
  await exportRegister(floor, registerId, crew.responsable);
  return ledger;
}

async function playFirst(floor: Floor, crew: Crew): Promise<readonly SessionLedger[]> {
  await importInEveryWeather(floor, 1, crew.responsable);
  const { registerId } = await registerOnScreen(floor, 1);
  const morning = await simpleSession(floor, crew, 1, registerId, 40);
  await exportAgainstTheOdds(floor, 1, crew.responsable);
  await importRegister(floor, registerId, crew.responsable);
  const evening = await simpleSession(floor, crew, 1, registerId, 20);
  await exportAnotherContent(floor, 1, crew.responsable, evening);
  return [morning, evening];
}

async function playSecond(floor: Floor, crew: Crew): Promise<readonly SessionLedger[]> {
  const { registerId } = await registerOnScreen(floor, 2);
  await importWhileSilent(floor, 2, crew.responsable);
  const away = await sellOnForDays(floor, crew, 2, [8, 7, 6]);
  await importRegister(floor, registerId, crew.responsable);
  const morning = await simpleSession(floor, crew, 2, registerId, 30);
  const noon = await sellOnWhileUnanswered(floor, crew, 2);
  await acceptApart(floor, crew, 2);
  noon.acceptedApart = true;
  return [...away, morning, noon];
}
