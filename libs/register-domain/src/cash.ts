import { type Cents, subtractCents, sumCents, toCents } from './money.js';

/** Why cash moves without a ticket: brought into the drawer, taken out of it, or taken out to the safe. */
export const CASH_MOVEMENT_KINDS = ['IN', 'OUT', 'SAFE_DROP'] as const;
export type CashMovementKind = (typeof CASH_MOVEMENT_KINDS)[number];

/** The notes and coins of the euro in cents, the largest first. */
export const EURO_DENOMINATIONS = [
  50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1,
] as const;
export type EuroDenomination = (typeof EURO_DENOMINATIONS)[number];

/** How many of one note or coin were counted. */
export type CountedDenomination = Readonly<{ valueCents: EuroDenomination; count: number }>;

export const denominationsTotal = (counted: readonly CountedDenomination[]): Cents =>
  sumCents(counted.map(({ valueCents, count }) => toCents(valueCents * count)));

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
