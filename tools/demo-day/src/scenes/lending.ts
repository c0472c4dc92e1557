import type { LendableRight, SellerLogin } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { granted } from '../api.js';
import type { OpenSession } from '../selling.js';

/** Lends a right at the till, with the lender's password: for one act, on one thing, up to an amount. */
export async function lend(
  { floor, registerId }: OpenSession,
  lender: SellerLogin,
  borrower: string,
  right: LendableRight,
  bound: { readonly subjectId?: string; readonly amountCents?: number } = {},
): Promise<string> {
  const grantId = uuidv7();
  const body = { grantId, seller: lender, borrower, right, ...bound };
  granted(`lend ${right}`, await floor.desk.lendRight(registerId, body));
  return grantId;
}
