import { crewOf, importRegister, LOCAL_RESPONSABLE, loginOf, registerOnScreen } from '../floor.js';
import { exportRegister, simpleSession } from '../shifts.js';
import type { StoreScript } from '../store-script.js';

/** Two tills, each with a register of its own, on a day without trouble. */
export const playNantes: StoreScript = async ({ T1, T2 }) => {
  const first = await registerOnScreen(T1, 1);
  await importRegister(T1, first.registerId, await loginOf(T1, LOCAL_RESPONSABLE));
  const crew = await crewOf(T1);
  const second = await registerOnScreen(T2, 2);
  await importRegister(T2, second.registerId, crew.responsable);
  const ledgers = await Promise.all([
    simpleSession(T1, crew, 1, first.registerId, 70),
    simpleSession(T2, crew, 2, second.registerId, 60),
  ]);
  await exportRegister(T1, first.registerId, crew.responsable);
  await exportRegister(T2, second.registerId, crew.responsable);
  return ledgers;
};
