import { isHeld, type Register } from '@encaisse/register-domain';

/** The dataset that a register sells from. @throws Error for a register that no till holds: it does not sell. */
export function pinnedDatasetOf(register: Register): number {
  if (!isHeld(register)) throw new Error(`register ${register.id} sells in state ${register.state}`);
  return register.hold.dataset.datasetId;
}
