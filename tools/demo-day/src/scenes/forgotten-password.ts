import { setTimeout as sleep } from 'node:timers/promises';
import type { SellerLogin } from '@encaisse/contracts';
import { granted } from '../api.js';
import { type Floor, loginOf } from '../floor.js';
import { Operator } from '../head-office/operator.js';

/** Works in this store, and not today. */
const FORGETFUL = 'V03';
const THRESHOLDS = { passwordFailures: 3, passwordQuietMinutes: 1 } as const;
const AGAIN_MS = 500;
const PATIENCE_MS = 60_000;

/** Somebody tries again and again: her login waits, head office is warned, and she remembers after all. */
export async function forgetAPassword(floor: Floor, registerId: string): Promise<void> {
  const { till, refusals, headOffice, operator, storeId } = floor;
  const asked = await operator.changeThresholds(storeId, THRESHOLDS);
  refusals.expect('an operator changes what is warned of', 'ROLE_MISSING', asked);
  const administrator = new Operator(headOffice.gatewayUrl, headOffice.token);
  granted('change thresholds', await administrator.changeThresholds(storeId, THRESHOLDS));
  const seller = await loginOf(floor, FORGETFUL);
  // A day that was interrupted may have left her as she tried.
  await remember(floor, registerId, seller);
  const wrong = { ...seller, password: 'je ne sais plus' };
  for (let tries = 0; tries < THRESHOLDS.passwordFailures; tries += 1)
    refusals.expect('a wrong password', 'CREDENTIALS_INVALID', await till.import(registerId, wrong));
  refusals.expect('and another one at once', 'SELLER_LOCKED', await till.import(registerId, seller));
  await remember(floor, registerId, seller);
}

/** Her right password is heard as soon as the wait is over; she has no right to import all the same. */
async function remember({ till, refusals }: Floor, registerId: string, seller: SellerLogin): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(AGAIN_MS)) {
    const answer = await till.import(registerId, seller);
    if (!answer.ok && answer.problem.code === 'SELLER_LOCKED' && Date.now() < deadline) continue;
    refusals.expect('a cashier imports', 'RIGHT_MISSING', answer);
    return;
  }
}
