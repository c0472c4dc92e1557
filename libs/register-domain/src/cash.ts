import { type Cents, subtractCents, sumCents } from './money.js';

/** The drawer's movements in a session, each a positive sum of cents. */
export type CashMovements = Readonly<{
  openingFloatCents: Cents;
  cashTakenCents: Cents;
  changeGivenCents: Cents;
  cashRefundedCents: Cents;
  cashInCents: Cents;
  cashOutCents: Cents;
}>;

/** For the docs page, and the definition of the sum below. */
export const EXPECTED_CASH_FORMULA =
  'counted float + cash taken − change given − cash refunds + cash in − cash out';

/** What the drawer should hold. `cashTakenCents` is what customers handed over, before the change. */
export const expectedCash = (drawer: CashMovements): Cents =>
  subtractCents(
    sumCents([drawer.openingFloatCents, drawer.cashTakenCents, drawer.cashInCents]),
    sumCents([drawer.changeGivenCents, drawer.cashRefundedCents, drawer.cashOutCents]),
  );
