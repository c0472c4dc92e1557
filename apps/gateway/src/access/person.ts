import type { ApiScope, Role } from '@encaisse/contracts';

/** A person of head office, or the key of another system: what the guard has found behind a bearer token. */
export type Person = {
  /** What the journals call it. */
  readonly name: string;
  /** The stores it may see and act in; null: all of them. */
  readonly stores: readonly string[] | null;
} & (
  | { readonly kind: 'ADMINISTRATOR'; readonly role: 'ADMINISTRATOR' }
  | { readonly kind: 'USER'; readonly role: Role; readonly userId: string; readonly sessionId: string }
  | { readonly kind: 'API_KEY'; readonly scopes: readonly ApiScope[] }
);
