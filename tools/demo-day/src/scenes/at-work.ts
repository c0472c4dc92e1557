import type { SellerLogin } from '@encaisse/contracts';
import type { OpenSession } from '../selling.js';
import type { Counter } from '../shopper.js';

/** A register at work: the responsable and two cashiers connected to it side by side. */
export interface AtWork {
  readonly session: OpenSession;
  readonly boss: Counter;
  readonly first: Counter;
  readonly second: Counter;
  /** Who lends her rights. */
  readonly responsable: SellerLogin;
  readonly cashiers: readonly [SellerLogin, SellerLogin];
}
