import type { Right } from '@encaisse/contracts';

/** Someone who may log in at a store's tills. `local` is a responsable of the store itself, whom no import brought. */
export interface Seller {
  readonly code: string;
  readonly name: string;
  readonly rights: readonly Right[];
  readonly local: boolean;
}
