import { type Cents, subtractCents, sumCents } from './money.js';

/** Why cash moves without a ticket: brought into the drawer, taken out of it, or taken out to the safe. */
export const CASH_MOVEMENT_KINDS = ['IN', 'OUT', 'SAFE_DROP'] as const;
export type CashMovementKind = (typeof CASH_MOVEMENT_KINDS)[number];

/** The drawer's movements in a session, each a positive sum of cents. Cash out is whatever left it, for the safe or elsewhere. */
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
